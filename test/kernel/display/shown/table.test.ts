import { expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";
import { table } from "../../../../kernel/display/shown/table.js";

async function textOf(value: unknown) {
  return (await renderValue(value)).data["text/plain"];
}

test("records become rows, and what a record lacks is null", async () => {
  expect(await textOf(table([{ name: "cyan", id: 2 }, { id: 0 }]))).toBe(
    ["Table 2 rows × 2 columns", "   name  id", "0  cyan   2", "1  null   0"].join("\n"),
  );
});

test("columns by name, lists of lists, single values and maps do as well", async () => {
  expect(await textOf(table({ x: [1, 2], y: new Float32Array([0.5, 2]) }))).toContain("0  1  0.5");
  expect(await textOf(table([[1, "a"], [2]]))).toContain("1  2  null");
  expect(await textOf(table(["a", "b"]))).toContain("0  a");
  expect(await textOf(table(new Map([["k", 7]])))).toContain("0  k        7");
});

test("columns and rows can be chosen", async () => {
  const rows = Array.from({ length: 50 }, (_, i) => ({ i, square: i * i, cube: i ** 3 }));
  expect(await textOf(table(rows, { columns: ["cube", "i"], rows: 4 }))).toBe(
    [
      "Table 50 rows × 2 columns",
      "      cube   i",
      " 0       0   0",
      " 1       1   1",
      " 2       8   2",
      "… 46 more rows",
      "49  117649  49",
    ].join("\n"),
  );
});

test("a column that is not there, and what is no table, are refused with what came", () => {
  expect(() => table([{ a: 1 }], { columns: ["b"] })).toThrow(
    "table: columns must be of a. Received: b",
  );
  expect(() => table([{ a: 1 }], { rows: 0 })).toThrow(
    "rows must be a positive integer. Received: 0",
  );
  expect(() => table(7)).toThrow("a Map or a data frame. Received: number");
});
