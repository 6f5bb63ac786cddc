import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Notebook, openNotebook } from "./notebook.js";

let notebook: Notebook;
beforeAll(async () => {
  notebook = await openNotebook();
  const { error } = await notebook.run(`
    import { DataFrame } from "danfojs-node";
    import pl from "nodejs-polars";
    import * as arrow from "apache-arrow";
    import * as aq from "arquero";
    import * as fl from "@uwdata/flechette";
    const data = { age: [31, 4.5, 20], name: ["Ada", "<b>", "Cy"] };
    const many = { row: Array.from({ length: 1000 }, (_, row) => row) };
    const space = () =>
      layers.featureSpace({ features: { age: "float_normalized", name: "string_categorical" } });`);
  expect(error).toBeUndefined();
});
afterAll(() => notebook.close());

interface Library {
  readonly name: string;
  /** makes a frame of a record of columns */
  readonly make: (record: string) => string;
  /** takes a column out of \`frame\` */
  readonly column: (name: string) => string;
  readonly title: string;
  readonly types: readonly [number: string, text: string] | undefined;
  /** what a column by itself is; a series of Polars is a Proxy, which is not asked, and prints itself */
  readonly columnTitle: string | undefined;
}

const LIBRARIES: readonly Library[] = [
  {
    name: "danfojs-node",
    make: (record) => `new DataFrame(${record})`,
    column: (name) => `frame["${name}"]`,
    title: "DataFrame",
    types: ["float32", "string"],
    columnTitle: "Series",
  },
  {
    name: "nodejs-polars",
    make: (record) => `pl.DataFrame(${record})`,
    column: (name) => `frame.getColumn("${name}")`,
    title: "DataFrame",
    types: ["Float64", "String"],
    columnTitle: undefined,
  },
  {
    name: "apache-arrow",
    make: (record) => `arrow.tableFromArrays(${record})`,
    column: (name) => `frame.getChild("${name}")!`,
    title: "Table",
    types: ["Float64", "Dictionary<Int32, Utf8>"],
    columnTitle: "Column",
  },
  {
    name: "@uwdata/flechette",
    make: (record) => `fl.tableFromArrays(${record})`,
    column: (name) => `frame.getChild("${name}")`,
    title: "Table",
    types: ["float64", "dictionary<utf8>"],
    columnTitle: "Column",
  },
  {
    name: "arquero",
    make: (record) => `aq.table(${record})`,
    column: (name) => `frame.array("${name}") as never`,
    title: "Table",
    types: undefined,
    columnTitle: undefined,
  },
];

describe.each(LIBRARIES)("$name", ({ make, column, title, types, columnTitle }) => {
  test("a frame is a table of its size, types and rows", async () => {
    const shown = await notebook.show(`const frame = ${make("data")}; frame`);
    expect(Object.keys(shown).sort()).toEqual(["text/html", "text/plain"]);
    const [first, ...lines] = String(shown["text/plain"]).split("\n");
    expect(first).toBe(`${title} 3 rows × 2 columns`);
    expect(lines.map((line) => line.trim().split(/\s{2,}/))).toEqual([
      ["age", "name"],
      ...(types === undefined ? [] : [types]),
      ["0", "31.0", "Ada"],
      ["1", "4.5", "<b>"],
      ["2", "20.0", "Cy"],
    ]);
    expect(shown["text/html"]).toContain('<table class="dataframe">');
    expect(shown["text/html"]).toContain("&lt;b&gt;");
    for (const type of types ?? []) {
      expect(shown["text/html"]).toContain(
        `<small>${type.replace("<", "&lt;").replace(">", "&gt;")}</small>`,
      );
    }
  });

  test("of a long frame it says how much is not shown", async () => {
    const text = await notebook.text(make("many"));
    expect(text).toContain(`${title} 1,000 rows × 1 column`);
    expect(text).toContain("… 987 more rows");
    expect(text.split("\n").length).toBeLessThanOrEqual(24);
  });

  if (columnTitle !== undefined) {
    test("a column by itself is shown alike", async () => {
      const shown = await notebook.show(column("name"));
      expect(shown["text/plain"]).toMatch(new RegExp(`^${columnTitle} 3 rows × 1 column\n`));
      expect(shown["text/html"]).toContain('<table class="dataframe">');
    });
  }

  test("layers adapt to its columns and take them", async () => {
    expect(
      await notebook.text(`
        const normalize = layers.normalization({ axis: null });
        await normalize.adapt(${column("age")});
        const lookup = layers.stringLookup();
        await lookup.adapt(${column("name")});
        const ages = normalize(${column("age")});
        const indices = lookup(${column("name")});
        [ages.shape, ages.dataSync()[0]!.toFixed(4), lookup.vocabularySize, indices.dataSync().sort()].join(" ")`),
    ).toBe("'3 1.1499 4 1,2,3'");
  });

  test("a feature space adapts to the frame, to its columns, and encodes it", async () => {
    expect(
      await notebook.text(`
        const whole = space();
        await whole.adapt(frame);
        const parts = space();
        await parts.adapt({ age: ${column("age")}, name: ${column("name")} });
        const encoded = [whole(frame), parts({ age: ${column("age")}, name: ${column("name")} })];
        encoded.map((tensor) => tensor.shape + " " + tensor.sum().dataSync()[0]!.toFixed(4)).join()`),
    ).toBe("'3,5 3.0000,3,5 3.0000'");
  });
});

test("a series of Polars prints itself, and is a table when asked for", async () => {
  const shown = await notebook.show('const ages = pl.Series("age", [31, 4.5]); ages');
  expect(shown["text/plain"]).toContain("Series: 'age' [f64]");
  expect(await notebook.text("table(ages)")).toBe(
    ["Series 2 rows × 1 column", "       age", "   Float64", "0     31.0", "1      4.5"].join("\n"),
  );
});

test("integers of 64 bits, nulls, dates and lists stand in their cells", async () => {
  expect(
    await notebook.text(`
      pl.DataFrame({ id: [1n, 2n], d: [new Date(0), new Date(1)], l: [[1], [2, 3]], n: [null, 1] })`),
  ).toBe(
    [
      "DataFrame 2 rows × 4 columns",
      "       id  d                         l                    n",
      "   UInt64  Datetime(ms)              List(Float64)  Float64",
      "0       1  1970-01-01                [ 1 ]             null",
      "1       2  1970-01-01T00:00:00.001Z  [ 2, 3 ]             1",
    ].join("\n"),
  );
  expect(
    await notebook.text("arrow.tableFromArrays({ id: BigInt64Array.of(1n, 2n), n: [null, 1] })"),
  ).toContain("\n1      2        1");
});

test("layers take integers of 64 bits and refuse nulls", async () => {
  const frames = ["arrow.tableFromArrays", "fl.tableFromArrays"];
  for (const make of frames) {
    expect(
      await notebook.text(
        `layers.integerLookup({ vocabulary: [7, 9] })(${make}({ id: BigInt64Array.of(9n, 7n) }).getChild("id")!).arraySync()`,
      ),
    ).toBe("[ 2, 1 ]");
    const { error } = await notebook.run(
      `await layers.normalization({ axis: null }).adapt(${make}({ n: [1, null] }).getChild("n")!)`,
    );
    expect(error).toContain("a column must have no nulls. Received: 1 among 2 items");
  }
  const { error } = await notebook.run(
    'layers.rescaling({ scale: 1 })(arrow.tableFromArrays({ id: BigInt64Array.of(2n ** 60n) }).getChild("id")!)',
  );
  expect(error).toContain("integers of a column must be within ±(2^53 - 1)");
});

test("frames are printed by console.log without an error", async () => {
  for (const make of LIBRARIES.map((library) => library.make("data"))) {
    const { printed, error } = await notebook.run(`console.log(${make})`);
    expect(error).toBeUndefined();
    expect(printed).not.toBe("");
  }
});
