import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cells, startCells } from "../../cells.js";

let cells: Cells;
beforeAll(() => {
  cells = startCells();
  const installed = join(cells.folder, "node_modules/tslab");
  mkdirSync(installed, { recursive: true });
  writeFileSync(join(installed, "index.js"), "exports.display = 'the real one'");
  writeFileSync(join(cells.folder, "near.cjs"), "exports.display = require('tslab').display");
  writeFileSync(join(cells.folder, "near.mjs"), "export { display } from 'tslab'");
});
afterAll(() => cells.dispose());

test.each([
  ["an import", "import { display } from 'tslab'; typeof display.html"],
  ["a dynamic import", "typeof (await import('tslab')).display.html"],
  ["require", "typeof require('tslab').display.html"],
  ["a CommonJS module", "import near from './near.cjs'; typeof near.display.html"],
  ["an ES module", "typeof (await import('./near.mjs')).display.html"],
])("%s gets the stand-in although tslab is installed", async (_how, code) => {
  expect(await cells.value(code)).toBe("'function'");
});

test("bytes of which only a part is looked at are shown as that part", async () => {
  await cells.run("require('tslab').display.png(new Uint8Array([9, 1, 2, 3, 9]).subarray(1, 4))");
  expect(cells.outputs.at(-1)).toMatchObject({ bundle: { data: { "image/png": "AQID" } } });
});

test("each new display is an output of its own", async () => {
  await cells.run(
    "const { newDisplay } = require('tslab'); const a = newDisplay(), b = newDisplay(); a.text('a'); b.text('b'); a.text('c')",
  );
  const shown = cells.outputs.filter((event) => event.type === "display").slice(-3);
  const [first, second, third] = shown.map(({ displayId }) => displayId);
  expect(third).toBe(first);
  expect(second).not.toBe(first);
  expect(shown.map(({ update }) => update)).toEqual([false, false, true]);
});
