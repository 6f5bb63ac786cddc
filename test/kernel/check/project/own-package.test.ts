import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseCell } from "../../../../kernel/cell/parse-cell.js";
import {
  createChecker,
  type TypescriptChecker,
} from "../../../../kernel/check/typescript-checker.js";

let cwd: string;
let checker: TypescriptChecker;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "preplab-package-"));
  checker = createChecker({ cwd, signatureWaitMs: 10_000 });
});
afterAll(() => {
  checker.dispose();
  rmSync(cwd, { recursive: true });
});

/** number and place of each error */
async function errors(code: string): Promise<string[]> {
  const found = await checker.check(parseCell(code));
  return (found ?? []).map(({ code: number, start, end }) => `${number} ${code.slice(start, end)}`);
}

test("a cell that imports preplab knows the names of the package", async () => {
  expect(
    await errors(
      'import { type DisplayHandle, display, layers, show } from "preplab";\n' +
        "const shown: DisplayHandle = await display(show([[0, 1], [1, 0]]));\n" +
        "const lookup: import('preplab').StringLookup = layers.stringLookup();",
    ),
  ).toEqual([]);
  expect(await errors('import { layers, interupt } from "preplab";')).toEqual(["2305 interupt"]);
  expect(await errors('import { show } from "preplab"; show(7);')).toEqual(["2345 7"]);
});

test("the library alone shows nothing", async () => {
  expect(await errors('import { layers, show } from "preplab/library";')).toEqual(["2305 show"]);
});
