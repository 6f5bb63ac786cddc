import { tableFromArrays } from "@uwdata/flechette";
import { DataFrame, Series } from "danfojs-node";
import { expect, test } from "vitest";
import { columnNames } from "../../../kernel/evaluate/user/look/column-names.js";
import { describeLive } from "../../../kernel/evaluate/user/look/describe-live.js";

const rows = { price: [1, 2], "unit count": [3, 4] };

test("a data frame of danfo has columns, a series has none", () => {
  expect(columnNames(new DataFrame(rows))).toEqual(["price", "unit count"]);
  expect(columnNames(new Series([1, 2]))).toEqual([]);
  expect(describeLive({ frame: new DataFrame(rows) }, ["frame"])?.preview).toBe(
    'DataFrame { price, "unit count" }',
  );
});

test("an Arrow table has columns", () => {
  expect(columnNames(tableFromArrays(rows))).toEqual(["price", "unit count"]);
});

test("what only looks like a table is read with care", () => {
  const throwing = () => {
    throw new Error("was called");
  };
  const odd = [
    null,
    "text",
    { $columns: "price" },
    { $columns: [1, { name: "x" }] },
    { schema: { fields: [null, { name: 1 }, "x"] } },
    {
      get $columns() {
        return throwing();
      },
      get schema() {
        return throwing();
      },
    },
    new Proxy({}, { get: throwing, getOwnPropertyDescriptor: throwing }),
    { $columns: new Proxy([], { get: throwing, getOwnPropertyDescriptor: throwing }) },
  ];
  for (const value of odd) expect(columnNames(value)).toEqual([]);
});
