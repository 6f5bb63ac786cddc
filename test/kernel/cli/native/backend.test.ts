import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { callPreplab } from "../call-preplab.js";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "preplab-backend-"));
  vi.stubEnv("PREPLAB_BACKENDS", join(folder, "backends"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const call = (...args: string[]) => callPreplab("backend", ...args);

function file(path: string, text = ""): string {
  const full = join(folder, path);
  mkdirSync(join(full, ".."), { recursive: true });
  writeFileSync(full, text);
  return full;
}

function program(path: string, text: string): string {
  const full = file(path, `#!/bin/sh\n${text}\n`);
  chmodSync(full, 0o755);
  return full;
}

/** All of a TensorFlow wheel that is looked at before anything is compiled. */
function wheel(): string {
  for (const path of [
    "libtensorflow_cc.so.2",
    "libtensorflow_framework.so.2",
    "include/tensorflow/c/c_api.h",
    "include/tensorflow/c/eager/c_api.h",
  ]) {
    file(join("site-packages/tensorflow", path));
  }
  return join(folder, "site-packages", "tensorflow");
}

describe("preplab backend", () => {
  it("tells what is in use and why nothing before it", async () => {
    expect(await call()).toMatchObject({
      code: 0,
      out:
        "in use: wasm (tfjs 4.22.0)\n" +
        'passed over: tfjs-node-gpu is not installed. Next: "preplab backend install", or install @tensorflow/tfjs-node-gpu.\n' +
        'passed over: tfjs-node is not installed. Next: "preplab backend install", or install @tensorflow/tfjs-node.\n',
    });
  });

  it.each([
    [["dance"], 1, 'unknown action "dance". Try preplab backend --help'],
    [["install", "now"], 1, "backend takes one action. Received: now"],
    [["install", "--gpu", "--cpu"], 1, "--gpu and --cpu exclude each other"],
    [
      ["install", "--python", "p", "--tensorflow", "t"],
      1,
      "--python and --tensorflow exclude each other",
    ],
    [["install", "--cuda"], 2, "Unknown option '--cuda'"],
    [
      ["install", "--tensorflow", "/nowhere"],
      1,
      "--tensorflow must be the folder of an installed TensorFlow, which holds libtensorflow_cc.so.2. Received: /nowhere",
    ],
    [
      ["install", "--python", "/no/python"],
      1,
      "no TensorFlow in /no/python (no such program). Install one",
    ],
    [["uninstall"], 1, "no tfjs-node-gpu or tfjs-node in "],
  ])("answers %j with exit code %i and one line", async (args, code, message) => {
    const result = await call(...args);
    expect(result).toMatchObject({ code, out: "" });
    expect(result.err.startsWith(`preplab: ${message}`)).toBe(true);
    expect(result.err.trimEnd()).not.toContain("\n");
  });

  it("says when a Python has no TensorFlow, or fails", async () => {
    const without = program("python", `echo '{"tensorflow": null, "nvidia": null}'`);
    expect((await call("install", "--python", without)).err).toContain(
      `no TensorFlow in ${without}. Install one ("pip install tensorflow[and-cuda]"`,
    );
    const broken = program("broken", "echo no such module >&2; exit 3");
    expect((await call("install", "--python", broken)).err).toContain(
      `preplab: ${broken} failed (3):\nno such module\n`,
    );
  });

  it("says what a TensorFlow lacks that is no wheel for Linux", async () => {
    const path = wheel();
    rmSync(join(path, "libtensorflow_framework.so.2"));
    expect((await call("install", "--tensorflow", path)).err).toBe(
      `preplab: ${path} is no TensorFlow 2 wheel for Linux: it lacks ${path}/libtensorflow_framework.so.2\n`,
    );
  });

  it("says how to get a compiler, and leaves nothing behind", async () => {
    vi.stubEnv("CXX", "/no/compiler");
    const result = await call("install", "--cpu", "--tensorflow", wheel());
    expect(result).toMatchObject({ code: 1, out: "" });
    expect(result.err).toMatch(
      /^preplab: no C\+\+ compiler: \/no\/compiler not found\. Install one \(Debian and Ubuntu: "apt-get install g\+\+"/,
    );
    expect(existsSync(join(folder, "backends"))).toBe(false);
  });

  it("removes what was built, and only the one asked for", async () => {
    const kept = file("backends/tfjs-node/preplab-build.json", "{}");
    file("backends/tfjs-node-gpu/preplab-build.json", "{}");
    expect((await call("uninstall", "--gpu")).out).toBe(
      `removed tfjs-node-gpu from ${join(folder, "backends")}\n`,
    );
    expect(existsSync(join(folder, "backends", "tfjs-node-gpu"))).toBe(false);
    expect(existsSync(kept)).toBe(true);
  });
});
