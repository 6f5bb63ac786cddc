import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cells, startCells } from "../../cells.js";

const SAME = "layers === own.layers, show === own.show, display === own.display, tf === own.tf";

let cells: Cells;
beforeAll(() => {
  cells = startCells();
  const installed = join(cells.folder, "node_modules/preplab");
  mkdirSync(installed, { recursive: true });
  writeFileSync(join(installed, "index.js"), "throw new Error('a second preplab')");
  writeFileSync(join(cells.folder, "near.cjs"), "exports.own = require('preplab')");
  writeFileSync(
    join(cells.folder, "near.mjs"),
    "import * as p from 'preplab'; export const own = p;",
  );
  writeFileSync(
    join(cells.folder, "near.ts"),
    "import * as p from 'preplab'; export const own = p;",
  );
});
afterAll(() => cells.dispose());

test.each([
  ["an import", "import * as own from 'preplab'"],
  ["a dynamic import", "const own = await import('preplab')"],
  ["require", "const own = require('preplab')"],
  ["a CommonJS module", "import { own } from './near.cjs'"],
  ["an ES module", "import { own } from './near.mjs'"],
  ["a TypeScript module", "import { own } from './near.ts'"],
  ["a TypeScript module that is required", "const { own } = require('./near.ts')"],
])("%s of preplab gets the preloaded names, although it is installed", async (_how, code) => {
  expect(await cells.value(`${code}; [${SAME}].join()`)).toBe("'true,true,true,true'");
});

test("the library alone is the preloaded one, too", async () => {
  expect(
    await cells.value(
      "import * as own from 'preplab/library'; [own.layers === layers, 'show' in own].join()",
    ),
  ).toBe("'true,false'");
});

test("imported names of preplab show values as the preloaded ones do", async () => {
  await cells.run("import { display, table } from 'preplab'; await display(table([{ a: 1 }]))");
  expect(cells.outputs.at(-1)).toMatchObject({
    type: "display",
    bundle: { data: { "text/plain": "Table 1 row × 1 column\n   a\n0  1" } },
  });
});
