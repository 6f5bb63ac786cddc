import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { checkSurroundings } from "../../../kernel/check/check-surroundings.js";

test("they change with the folder and with a tsconfig.json in it or above", () => {
  const folder = mkdtempSync(join(tmpdir(), "preplab-surroundings-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const notebooks = join(folder, "notebooks");
  mkdirSync(notebooks);
  const seen = new Set([checkSurroundings(folder), checkSurroundings(notebooks)]);
  writeFileSync(join(folder, "tsconfig.json"), "{}");
  seen.add(checkSurroundings(notebooks));
  writeFileSync(join(folder, "tsconfig.json"), '{ "compilerOptions": {} }');
  seen.add(checkSurroundings(notebooks));
  writeFileSync(join(notebooks, "tsconfig.json"), "{}");
  seen.add(checkSurroundings(notebooks));
  expect(seen.size).toBe(5);
  expect(seen).toContain(checkSurroundings(notebooks));
});
