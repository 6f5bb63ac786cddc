import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { data, layers, ready, tf } from "../../../../src/index.js";
import { arraysOf } from "../leaks.js";

const folder = mkdtempSync(join(tmpdir(), "preplab-csv-"));
let files = 0;

beforeAll(ready);
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const path = join(folder, `${files++}.csv`);
  writeFileSync(path, text);
  return path;
}

const FLATS = "city,rooms,rent\r\nOslo,2,14.5\r\nRome,3,9\r\n";

it("gives what tf.data.csv gives", async () => {
  const url = pathToFileURL(file(FLATS)).href;
  for (const config of [
    {},
    { columnConfigs: { rent: { isLabel: true } } },
    { columnConfigs: { rooms: { dtype: "int32" } }, configuredColumnsOnly: true },
    { hasHeader: false, columnNames: ["a", "b", "c"] },
  ] as const) {
    const theirs = await tf.data.csv(url, config as never).toArray();
    expect(await data.csv(url, config).toArray()).toEqual(theirs);
  }
  expect(await data.csv(url).columnNames()).toEqual(["city", "rooms", "rent"]);
});

it("reads truth values", async () => {
  const rows = data.csv(file("a\ntrue\nFalse\n1\n0\n"), {
    columnConfigs: { a: { dtype: "bool" } },
  });
  expect(await rows.column("a").toArray()).toEqual([1, 0, 1, 0]);
});

it("reads quoted values with delimiters, quotes and line ends", async () => {
  const path = file('\uFEFFa;b\n"x;""y""\nz";1\n');
  expect(await data.csv(path, { delimiter: ";" }).toArray()).toEqual([{ a: 'x;"y"\nz', b: 1 }]);
});

it("reads values between any blanks", async () => {
  const path = file("a b\n 1   2\n3\t4\n");
  expect(await data.csv(path, { delimWhitespace: true }).toArray()).toEqual([
    { a: 1, b: 2 },
    { a: 3, b: 4 },
  ]);
});

it("keeps strings that look like numbers when told so, and fills what is missing", async () => {
  const path = file("zip,n,m\n0150,,\n0151,2,\n");
  const rows = data.csv(path, { columnConfigs: { zip: { dtype: "string" }, n: { default: -1 } } });
  expect(await rows.toArray()).toEqual([
    { zip: "0150", n: -1, m: undefined },
    { zip: "0151", n: 2, m: undefined },
  ]);
  expect(await arraysOf(rows.batch(2))).toEqual([
    { zip: ["0150", "0151"], n: [-1, 2], m: [Number.NaN, Number.NaN] },
  ]);
});

it("reads more records than one chunk holds", async () => {
  const count = 10_001;
  const path = file(`x\n${Array.from({ length: count }, (_, i) => i).join("\n")}`);
  let sum = 0;
  for await (const batch of data.csv<{ x: number }>(path).batch(999)) {
    sum += batch.x.shape[0]!;
    tf.dispose(batch);
  }
  expect(sum).toBe(count);
});

it("teaches layers what stands in its columns", async () => {
  const flats = data.csv<{ city: string; rooms: number; rent: number }>(file(FLATS));
  const lookup = layers.stringLookup();
  await lookup.adapt(flats.column("city"));
  expect(lookup.getVocabulary()).toEqual(["[UNK]", "Rome", "Oslo"]);
  const numbers = layers.normalization({ axis: null });
  await numbers.adapt(flats.column("rooms").batch(2));
  expect(numbers.mean).toEqual(Float32Array.of(2.5));
  const words = layers.textVectorization();
  await words.adapt(flats.column("city").batch(1));
  expect(words.getVocabulary()).toEqual(["", "[UNK]", "rome", "oslo"]);
});

it.each([
  ["a,b\n1,2\n3\n", {}, /csv: record 3 of .* must have 2 values as the first one. Received: 1/],
  ['a,b\n1,"2\n', {}, /csv: .*is no readable CSV file. Received: .*[Qq]uote/],
  ["", {}, /csv: .*must have one record or more. Received: none/],
  ["a,a\n1,2\n", {}, /csv: columns must have different names. Received: a twice/],
  [
    "a\nx\n",
    { columnConfigs: { a: { dtype: "float32" } } },
    'csv: column a must be float32 in record 2. Received: "x"',
  ],
  [
    "a,b\n,1\n",
    { columnConfigs: { a: { required: true } } },
    "csv: column a must have a value in record 2. Received: none",
  ],
  [
    "a\n1\n",
    { columnConfigs: { b: {} } },
    "csv: columnConfigs must name columns, some of a. Received: b",
  ],
  ["a\n1\n", { columnNames: ["a", "b"] }, "csv: columnNames must name all 1 columns."],
  ["1\n", { hasHeader: false }, "csv: without a header columnNames must be given. Received: none"],
] as const)("says what is wrong: %j", async (text, options, message) => {
  await expect(data.csv(file(text), options).toArray()).rejects.toThrow(message);
});

it("gives the records before a bad one", async () => {
  const seen: unknown[] = [];
  const reading = data.csv(file("a,b\n1,2\n3,4\n5\n")).forEachAsync((row) => seen.push(row));
  await expect(reading).rejects.toThrow("record 4 of");
  expect(seen).toEqual([
    { a: 1, b: 2 },
    { a: 3, b: 4 },
  ]);
});

it("says which file is missing", async () => {
  await expect(data.csv(join(folder, "none.csv")).toArray()).rejects.toThrow(
    /csv: .*none\.csv cannot be read\. Received: ENOENT/,
  );
});
