import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLocalFiles, type LocalFiles } from "../../../../kernel/check/project/local-files.js";

let folder: string;
let files: LocalFiles;
let clock = 1000;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "preplab files "));
  files = createLocalFiles(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

const path = (name: string) => join(folder, name);
function write(name: string, text: string): void {
  writeFileSync(path(name), text);
  clock += 10;
  utimesSync(path(name), clock, clock);
}
const named = (name: string, type: number) => ({ uri: pathToFileURL(path(name)).href, type });

test("an edit of an imported file is told once", () => {
  write("a.ts", "export const a = 1");
  expect(files.changes('import { a } from "./a"')).toEqual([]);
  write("a.ts", "export const a = 2");
  expect(files.changes("a")).toEqual([named("a.ts", 2)]);
  expect(files.changes("a")).toEqual([]);
});

test("an edit of a file that an imported file imports is told", () => {
  write("b.ts", "export const b = 1");
  write("a.ts", 'export * from "./b.js"');
  files.changes('await import("./a.ts")');
  write("b.ts", "export const b = 2");
  expect(files.changes("")).toEqual([named("b.ts", 2)]);
});

test("a file that was missing when it was imported is told when it appears, and when it goes", () => {
  files.changes('import "./late"');
  write("late.ts", "export {}");
  expect(files.changes("")).toEqual([named("late.ts", 1)]);
  rmSync(path("late.ts"));
  expect(files.changes("")).toEqual([named("late.ts", 3)]);
});
