import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { checkSurroundings } from "../../../../kernel/check/shortcuts/check-surroundings.js";

test("they change with a tsconfig.json in the folder or above", () => {
  const folder = mkdtempSync(join(tmpdir(), "preplab-surroundings-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const notebooks = join(folder, "notebooks");
  mkdirSync(notebooks);
  expect(checkSurroundings(notebooks)).toBe(checkSurroundings(folder));
  const seen = new Set([checkSurroundings(notebooks)]);
  writeFileSync(join(folder, "tsconfig.json"), "{}");
  seen.add(checkSurroundings(notebooks));
  writeFileSync(join(folder, "tsconfig.json"), '{ "compilerOptions": {} }');
  seen.add(checkSurroundings(notebooks));
  writeFileSync(join(notebooks, "tsconfig.json"), "{}");
  seen.add(checkSurroundings(notebooks));
  expect(seen.size).toBe(4);
  expect(seen).toContain(checkSurroundings(notebooks));
});
