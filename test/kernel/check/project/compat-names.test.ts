import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseCell } from "../../../../kernel/cell/parse-cell.js";
import {
  createChecker,
  type TypescriptChecker,
} from "../../../../kernel/check/typescript-checker.js";

let folder: string;
let checker: TypescriptChecker;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "preplab-compat-"));
  const installed = join(folder, "node_modules/tslab");
  mkdirSync(installed, { recursive: true });
  writeFileSync(join(installed, "index.d.ts"), "export const display: number;");
  checker = createChecker({ cwd: folder, signatureWaitMs: 10_000 });
});
afterAll(() => {
  checker.dispose();
  rmSync(folder, { recursive: true });
});

async function errors(code: string): Promise<string[]> {
  const found = await checker.check(parseCell(code));
  return (found ?? []).map(({ code: number, start, end }) => `${number} ${code.slice(start, end)}`);
}

test("tslab has the stand-in's types although it is installed", async () => {
  expect(await errors("import * as tslab from 'tslab'; tslab.display.html('');")).toEqual([]);
  expect(await errors("import { newDisplay } from 'tslab'; newDisplay().html(1);")).toEqual([
    "2345 1",
  ]);
});

test("Deno has jupyter, with its types, and nothing else", async () => {
  expect(
    await errors("const b: Deno.jupyter.MediaBundle = await Deno.jupyter.format(1); b;"),
  ).toEqual([]);
  expect(await errors("Deno.jupyter.md(1)")).toEqual(["2345 1"]);
  expect(await errors("Deno.readTextFile('x')")).toEqual(["2339 readTextFile"]);
});

test("$$ and the variables of its family have types", async () => {
  expect(await errors("$$.async(); $$async$$ = true; $$html$$ = '<b>'; $$.done(1)")).toEqual([]);
  expect(await errors("$$async$$ = 'yes'; $$.display('d').html(1)")).toEqual([
    "2322 $$async$$",
    "2345 1",
  ]);
});

test("what is for old notebooks is not offered to new cells", async () => {
  const { items } = await checker.complete("De", 2);
  expect(items.map(({ text }) => text)).not.toContain("Deno");
});
