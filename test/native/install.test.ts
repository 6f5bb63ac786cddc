import { execFile } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { builtFolder, readBuildRecord } from "../../src/backend/native/built-native.js";

const MAIN = new URL("../../dist/kernel/main.js", import.meta.url).pathname;
const python = process.env.PREPLAB_TEST_PYTHON ?? "python3";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "preplab-native-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `preplab backend` as a program: a process can load one addon. */
async function preplab(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd = process.cwd(),
): Promise<Answer> {
  try {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [MAIN, "backend", ...args],
      { cwd, env: { ...process.env, ...env } },
    );
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
}

/** The build of these tests under another folder. */
function copyOfBuild(): string {
  const copy = join(folder, "copy");
  cpSync(builtFolder(), copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

function compiler(script: string): string {
  const path = join(folder, "compiler");
  writeFileSync(path, `#!/bin/sh\n[ "$1" = --version ] && exit 0\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe("preplab backend, with TensorFlow beneath", () => {
  it("tells which package, which TensorFlow and where", async () => {
    const { out, code } = await preplab([]);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^in use: tfjs-node 4\.22\.0 with TensorFlow 2\.21\.0 on the processor, built here: \/.*tfjs-node\npassed over: tfjs-node-gpu is not installed\..*\n$/,
    );
  });

  it("works from wherever the build lies", async () => {
    const copy = copyOfBuild();
    const { out } = await preplab([], { PREPLAB_BACKENDS: copy });
    expect(out).toContain(`built here: ${copy}/tfjs-node`);
  });

  it("goes on with WebAssembly when TensorFlow is gone, and says so", async () => {
    const copy = copyOfBuild();
    const library = join(copy, "tfjs-node", "tensorflow", "libtensorflow_cc.so.2");
    rmSync(library);
    symlinkSync("/no/tensorflow", library);
    const { out, code } = await preplab([], { PREPLAB_BACKENDS: copy });
    expect(code).toBe(0);
    expect(out).toMatch(/^in use: wasm/);
    expect(out).toMatch(
      /passed over: tfjs-node 4\.22\.0 on TensorFlow 2\.21\.0 .* does not load: libtensorflow_cc\.so\.2: cannot open shared object file.* Build it again with "preplab backend install"/,
    );
    const forced = await preplab([], { PREPLAB_BACKENDS: copy, PREPLAB_BACKEND: "tfjs-node" });
    expect(forced.code).toBe(1);
    expect(forced.err).toMatch(/^preplab: tfjs-node 4.* cannot open shared object file.*\n$/);
  });

  it("takes an addon that npm installed for the current folder, on preplab's own tfjs", async () => {
    // its tfjs is an empty package, which would fail if it were loaded
    const cwd = join(copyOfBuild(), "tfjs-node");
    const { out, err } = await preplab([], { PREPLAB_BACKENDS: join(folder, "none") }, cwd);
    expect(err).not.toContain("Error");
    expect(out).toMatch(/^in use: tfjs-node 4\.22\.0 with TensorFlow 2\.21\.0 .*, from npm: /);
    rmSync(join(cwd, "node_modules/@tensorflow/tfjs-node/lib"), { recursive: true });
    const without = await preplab([], { PREPLAB_BACKENDS: join(folder, "none") }, cwd);
    expect(without.out).toMatch(
      /^in use: wasm.*\n.*\npassed over: tfjs-node 4\.22\.0 .* does not load: npm did not install its addon\. Next: "preplab backend install"\n/,
    );
  });

  it("builds tfjs-node-gpu, which comes before tfjs-node, and finds NVIDIA's libraries", async () => {
    const copy = copyOfBuild();
    const { folder: tensorflow } = readBuildRecord(join(copy, "tfjs-node"))!.tensorflow;
    // another place than TensorFlow's, as in a user's own packages
    const nvidia = join(folder, "elsewhere", "nvidia");
    mkdirSync(nvidia, { recursive: true });
    writeFileSync(
      join(folder, "python"),
      `#!/bin/sh\necho '${JSON.stringify({ tensorflow, nvidia })}'\n`,
    );
    chmodSync(join(folder, "python"), 0o755);
    const env = { PREPLAB_BACKENDS: copy };
    const built = await preplab(["install", "--gpu", "--python", join(folder, "python")], env);
    expect(built.err.replace(/^.*(oneDNN|absl::).*\n/gm, "")).toBe("");
    expect(built.out).toContain("tfjs-node-gpu works with TensorFlow 2.21.0, on the processor");
    expect(built.out).toContain(`found no GPU that it can use with the libraries in ${nvidia}`);
    writeFileSync(join(nvidia, "probe"), "");
    expect(existsSync(join(copy, "tfjs-node-gpu", "tensorflow", "..", "nvidia", "probe"))).toBe(
      true,
    );
    expect((await preplab([], env)).out).toMatch(/^in use: tfjs-node-gpu 4\.22\.0/);
  });

  it.each([
    ["the compiler fails", "echo 'error: no such header' >&2; exit 1", "error: no such header"],
    [
      "the addon does not load",
      'while [ "$1" != -o ]; do shift; done; echo nothing > "$2"',
      "does not load",
    ],
  ])("keeps the build that was there when %s", async (_, script, message) => {
    const copy = copyOfBuild();
    const record = join(copy, "tfjs-node", "preplab-build.json");
    writeFileSync(record, readFileSync(record, "utf8").replace("2.21.0", "2.0.0"));
    const env = { PREPLAB_BACKENDS: copy, CXX: compiler(script) };
    const { code, err } = await preplab(["install", "--cpu", "--python", python], env);
    expect(code).toBe(1);
    expect(err).toContain(message);
    expect(err).not.toContain("    at "); // told, not a stack
    expect(readFileSync(record, "utf8")).toContain("2.0.0");
    expect(readdirSync(copy)).toEqual(["tfjs-node"]);
  });

  it("clears away what a killed installation left", async () => {
    const copy = copyOfBuild();
    const own = `.building-${process.pid}`;
    for (const name of [".building-2147483646", own]) mkdirSync(join(copy, name));
    const env = { PREPLAB_BACKENDS: copy, CXX: compiler("exit 1") };
    await preplab(["install", "--cpu", "--python", python], env);
    expect(readdirSync(copy).sort()).toEqual([own, "tfjs-node"]);
  });
});
