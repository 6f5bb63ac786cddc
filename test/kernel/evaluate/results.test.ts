import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cells, startCells } from "./cells.js";

let cells: Cells;
beforeAll(() => {
  cells = startCells();
});
afterAll(() => cells.dispose());

test.each([
  ["1 + 1", "2"],
  ["'text'", "'text'"],
  ["-0", "-0"],
  ["10n ** 20n", "100000000000000000000n"],
  ["null", "null"],
  ["undefined", undefined],
  ["Symbol('s')", "Symbol(s)"],
  ["const quiet = 5", undefined],
  ["if (true) 5", undefined],
  ["for (let i = 0; i < 3; i++) i", undefined],
  ["{ a: 1, b: [2] }", "{ a: 1, b: [ 2 ] }"],
  ["{ }", "{}"],
  ["{ const inner = 1 }", undefined],
  ["await Promise.resolve(3)", "3"],
  ["Promise.resolve(4)", "4"],
  ["Promise.reject(new Error('late'))", "Error: late"],
  ["[1, 2] as const satisfies readonly number[]", "[ 1, 2 ]"],
  ["5;", "5"],
  ["// only a comment", undefined],
  ["for await (const x of [1]) { }\n'after'", "'after'"],
  ["throw 3", "Thrown: 3"],
])("%s gives %s", async (code, value) => {
  expect(await cells.value(code)).toBe(value);
});

test("modules of Node load by static and dynamic import, in every form", async () => {
  expect(
    await cells.value('import fs, { readFileSync as rf } from "node:fs"; fs.readFileSync === rf'),
  ).toBe("true");
  expect(await cells.value('import * as path from "node:path"; path.basename("/a/b")')).toBe("'b'");
  expect(await cells.value('(await import("node:path")).basename("/a/c")')).toBe("'c'");
  expect(await cells.value('import "node:os"; import type { Stats } from "node:fs"; 1')).toBe("1");
});

test("modules load from the notebook's folder", async () => {
  writeFileSync(
    join(cells.folder, "local.mjs"),
    "export const answer = 42; export default 'dflt';",
  );
  writeFileSync(join(cells.folder, "old.cjs"), "module.exports = { kind: 'cjs' };");
  writeFileSync(join(cells.folder, "data.json"), '{ "rows": 3 }');
  expect(await cells.value('import d, { answer } from "./local.mjs"; [d, answer]')).toBe(
    "[ 'dflt', 42 ]",
  );
  expect(await cells.value('(await import("./local.mjs")).answer')).toBe("42");
  expect(await cells.value('require("./old.cjs").kind')).toBe("'cjs'");
  expect(await cells.value('import rows from "./data.json" with { type: "json" }; rows')).toBe(
    "{ rows: 3 }",
  );
  expect(await cells.value("import.meta.dirname === process.cwd()")).toBe("true");
});

test("a package that is nowhere gives Node's own error", async () => {
  expect(await cells.value('await import("no-such-package-anywhere")')).toMatch(
    /^Error: Cannot find package 'no-such-package-anywhere'/,
  );
});

test("the library is one and the same by preloaded name, import and tfjs import", async () => {
  expect(
    await cells.value(
      'import * as t from "@tensorflow/tfjs"; import { layers as l, tf as own } from "preplab"; [t.tensor === tf.tensor, l === (globalThis as { layers?: unknown }).layers, own === tf]',
    ),
  ).toBe("[ true, true, true ]");
});

test("strict mode holds in every cell", async () => {
  expect(await cells.value("(function () { return this })()")).toBe(undefined);
});

test("a cell whose result cannot be shown fails", async () => {
  const { error, result } = await cells.run("plot([1, 2], [1])");
  expect(error?.message).toMatch(/^plot: .*Received: 2 and 1$/);
  expect(result).toBeUndefined();
});
