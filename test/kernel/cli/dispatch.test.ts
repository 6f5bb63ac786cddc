import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { callPreplab as call } from "./call-preplab.js";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "preplab-test-"));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function notebook(name: string, content: object | string): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const empty = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] };

it("shows help and version", async () => {
  expect(await call("--help")).toMatchObject({ code: 0, err: "" });
  expect((await call()).code).toBe(2);
  expect((await call("--version")).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

it.each(["install", "uninstall", "list", "doctor", "backend", "run"])(
  "explains %s",
  async (command) => {
    const { code, out, err } = await call(command, "--help");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(new RegExp(`^preplab ${command}`));
  },
);

it.each([
  [["dance"], 2, 'unknown command "dance". Try preplab --help'],
  [["install", "--colour"], 2, "Unknown option '--colour'"],
  [["install", "--prefix", "p", "--user"], 1, "--user and --prefix exclude each other"],
  [
    ["install", "--prefix", "p", "--name", "a b"],
    1,
    '--name must consist of letters, digits, ".", "_" and "-"',
  ],
  [
    ["uninstall", "--prefix", "/nowhere"],
    1,
    "no kernelspec in /nowhere/share/jupyter/kernels/preplab",
  ],
  [["run"], 1, "run needs a notebook: preplab run NOTEBOOK..."],
  [
    ["run", "--timeout", "soon", "a"],
    1,
    "--timeout must be a number of seconds above 0. Received: soon",
  ],
  [["run", "/nowhere.ipynb"], 1, "cannot read notebook /nowhere.ipynb: no such file"],
])("answers %j with one line and exit code %i", async (args, code, message) => {
  const result = await call(...args);
  expect(result.code).toBe(code);
  expect(result.err.startsWith(`preplab: ${message}`)).toBe(true);
  expect(result.err.trimEnd()).not.toContain("\n");
});

it("refuses a notebook before it starts a kernel", async () => {
  const broken = notebook("broken.ipynb", "{");
  const python = notebook("python.ipynb", {
    ...empty,
    metadata: { kernelspec: { name: "python3", language: "python" } },
  });
  const out = join(folder, "out");
  expect((await call("run", broken, "--out", out)).err).toBe(
    `preplab: notebook ${broken}: not valid JSON\n`,
  );
  expect((await call("run", python, "--out", out)).err).toBe(
    `preplab: notebook ${python}: its language must be typescript or javascript. Received: python\n`,
  );
  expect(existsSync(out)).toBe(false);
});

it("refuses two notebooks with one result", async () => {
  const path = notebook("a.ipynb", empty);
  expect((await call("run", path, path)).err).toContain("would both be written to");
});

it("refuses to take over or remove another kernel's folder", async () => {
  vi.stubEnv("JUPYTER_DATA_DIR", folder);
  mkdirSync(join(folder, "kernels", "python3"), { recursive: true });
  const spec = notebook("kernels/python3/kernel.json", { argv: ["python"], display_name: "Py" });
  const removal = await call("uninstall", "--name", "python3");
  expect(removal).toMatchObject({ code: 1 });
  expect(removal.err).toContain("belongs to another kernel: Py");
  expect(existsSync(spec)).toBe(true);
});

it("installs, lists and uninstalls", async () => {
  vi.stubEnv("JUPYTER_DATA_DIR", folder);
  const target = join(folder, "kernels", "lab");
  const installed = await call("install", "--user", "--name", "lab", "--display-name", "My TS");
  expect(installed.code).toBe(0);
  expect(installed.out).toContain(`wrote ${join(target, "kernel.json")}\n`);
  expect(installed.out).toContain('Next: start "jupyter lab" and pick My TS.');
  expect((await call("list")).out).toMatch(new RegExp(`\\* lab +My TS  ${target}`));
  expect(await call("uninstall", "--name", "lab")).toMatchObject({
    code: 0,
    out: `removed ${target}\n`,
  });
  expect(existsSync(target)).toBe(false);
});
