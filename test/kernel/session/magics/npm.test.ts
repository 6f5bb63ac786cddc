import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type RunningCells, startRunningCells } from "../running-cells.js";

let cells: RunningCells;
beforeEach(() => {
  cells = startRunningCells();
  const files = {
    "made/package.json":
      '{ "name": "made", "version": "1.2.0", "main": "m.js", "types": "m.d.ts" }',
    "made/m.js": "exports.answer = 42;",
    "made/m.d.ts": "export declare const answer: number;",
    ".npmrc": "offline=true\nfetch-retries=0\n",
  };
  for (const [path, text] of Object.entries(files)) {
    const file = join(cells.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
});
afterEach(() => cells.dispose());

test("%npm add makes a package importable at once, with its types", async () => {
  expect((await cells.run('import { answer } from "made"')).error).toBe(
    "TypeScriptError: TS2307: Cannot find package 'made'. Install it with: %npm add made",
  );
  const added = await cells.run("%npm add ./made");
  expect(added.error).toBeUndefined();
  expect(added.stdout).toContain(`created ${join(cells.folder, "package.json")}`);
  expect(added.stdout).toContain(
    `$ npm install --no-audit --no-fund ${join(cells.folder, "made")}`,
  );
  expect(added.stdout).toMatch(/added 1 package/);
  const answered = await cells.run('import { answer } from "made"; answer');
  expect([answered.error, answered.result]).toEqual([undefined, "42"]);
  expect((await cells.run('import { answer as a } from "npm:made@1"; a')).result).toBe("42");
  expect((await cells.run("answer.length")).error).toContain("TS2339");
  expect((await cells.run("%npm list")).stdout).toContain("made@1.2.0");
  expect((await cells.run("%npm remove made")).error).toBeUndefined();
  expect(existsSync(join(cells.folder, "node_modules/made"))).toBe(false);
});

test("%npm add uses the nearest package.json", async () => {
  writeFileSync(join(cells.folder, "package.json"), '{ "name": "ours" }');
  const { stdout } = await cells.run("%npm add file:made");
  expect(stdout).not.toContain("created");
  expect(readFileSync(join(cells.folder, "package.json"), "utf8")).toContain('"made"');
});

test("a package that cannot be had is npm's to explain", async () => {
  const { error, stderr } = await cells.run("%npm add no-such-package-here@1");
  expect(error).toBe("CommandFailed: exit code 1");
  expect(stderr).toContain("npm error");
});

test.each([
  [
    "%npm run build",
    "MagicError: %npm: must be add, remove or list; any other command goes as !npm run build. Received: run",
  ],
  ["%npm add", "MagicError: %npm add: names of packages must follow, such as lodash@4."],
  ["%npm add a;ls", "MagicError: %npm: must be names of packages or files. Received: a;ls"],
])("%s is refused", async (code, error) => {
  expect((await cells.run(code)).error).toBe(error);
});
