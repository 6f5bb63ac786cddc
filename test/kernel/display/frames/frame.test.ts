import { int64, tableFromArrays } from "@uwdata/flechette";
import { DataFrame } from "danfojs-node";
import { expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";

async function shown(value: unknown) {
  const { data } = await renderValue(value);
  return { text: String(data["text/plain"]), html: String(data["text/html"]) };
}

test("a danfo.js data frame shows its size, names, types and rows", async () => {
  const frame = new DataFrame({ age: [31, 4.5], name: ["Ada", "<b>"] });
  const { text, html } = await shown(frame);
  expect(text).toBe(
    [
      "DataFrame 2 rows × 2 columns",
      "       age  name",
      "   float32  string",
      "0     31.0  Ada",
      "1      4.5  <b>",
    ].join("\n"),
  );
  expect(html).toContain('<table class="dataframe">');
  expect(html).toContain("&lt;b&gt;");
  expect(html).not.toContain("<b>");
});

test("a series is a frame of one column, and keeps its labels", async () => {
  const frame = new DataFrame({ a: [1, 2] }, { index: ["x", "y"] });
  expect((await shown(frame.a)).text).toBe(
    ["Series 2 rows × 1 column", "       a", "   int32", "x      1", "y      2"].join("\n"),
  );
});

test("an Arrow table shows the types of its columns and its nulls", async () => {
  const { text } = await shown(tableFromArrays({ id: [1, 2], word: ["a", null] }));
  expect(text).toContain("Table 2 rows × 2 columns");
  expect(text).toContain("dictionary<utf8>");
  expect(text.split("\n").at(-1)).toMatch(/^1 +2 +null$/);
});

test("a column by itself is a table of one column, integers of 64 bits to the right", async () => {
  const { text, html } = await shown(
    tableFromArrays({ id: [7, 12] }, { types: { id: int64() }, useBigInt: true }).getChild("id"),
  );
  expect(text).toBe(
    ["Column 2 rows × 1 column", "   values", "    int64", "0       7", "1      12"].join("\n"),
  );
  expect(html).toContain('<table class="dataframe">');
});

test("a frame of Polars is shown like others, whatever it shows of itself", async () => {
  const series = (values: unknown[]) => ({
    getIndex: (row: number) => values[row],
    get: () => {
      throw new Error("not a function");
    },
  });
  const like = {
    columns: ["l"],
    dtypes: ["DataType(List(DataType(Datetime(ms,))))"],
    height: 1,
    getColumn: () => series([[1, 2]]),
    [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<table></table>" }),
  };
  const { text, html } = await shown(new Proxy(like, {}));
  expect(text.split("\n")).toEqual([
    "DataFrame 1 row × 1 column",
    "   l",
    "   List(Datetime(ms))",
    "0  [ 1, 2 ]",
  ]);
  expect(html).toContain('<table class="dataframe">');
});

test("an Arquero table is read through its own methods", async () => {
  const columns: Record<string, number[]> = { a: [1, 2] };
  const like = {
    columnNames: () => ["a"],
    numRows: () => 2,
    get: (name: string, row: number) => columns[name]?.[row],
  };
  expect((await shown(like)).text).toBe("Table 2 rows × 1 column\n   a\n0  1\n1  2");
});

test("of many rows and columns it says how many are not shown, in at most 24 lines", async () => {
  const rows = Array.from({ length: 1000 }, (_, i) => Array.from({ length: 30 }, (_, j) => i * j));
  const { text, html } = await shown(new DataFrame(rows));
  expect(text).toContain("… 987 more rows");
  expect(text.split("\n").length).toBeLessThanOrEqual(24);
  expect(text.split("\n").at(-1)).toMatch(/^… \d+ more columns$/);
  expect(html).toContain("… 10 more columns");
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(120);
});

test("dates, nested values and hostile strings each stay on their line", async () => {
  const frame = new DataFrame([
    [new Date(0), [1, 2], "a\nb\u202e"],
    [new Date(Date.UTC(2020, 1, 1, 12)), { k: 1 }, "x".repeat(1_000_000)],
  ]);
  const { text } = await shown(frame);
  expect(text).toContain("1970-01-01  ");
  expect(text).toContain("2020-02-01T12:00:00Z");
  expect(text).toContain('"a\\nb\\u{202e}"');
  expect(text).toContain("(1,000,000 characters)");
  expect(text.split("\n")).toHaveLength(5);
});
