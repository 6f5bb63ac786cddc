import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { data, layers, ready } from "../../../../src/index.js";
import { arraysOf } from "../leaks.js";

// written by test/golden/tables/make.py
const TABLES = new URL("../../../golden/tables/", import.meta.url);
const table = (name: string): URL => new URL(name, TABLES);

const FLATS = [
  { city: "Oslo", rooms: 2 },
  { city: "Rome", rooms: 3 },
  { city: "Oslo", rooms: 1 },
];
const KINDS = [
  {
    city: "Oslo",
    rooms: 2,
    rent: 14.5,
    tags: ["new", "loft"],
    seen: Date.UTC(2024, 0, 1),
    kind: "a",
  },
  { city: "Rome", rooms: 3, rent: 9.25, tags: [], seen: Date.UTC(2024, 0, 2), kind: "b" },
  { city: "Oslo", rooms: 1, rent: undefined, tags: ["old"], seen: Date.UTC(2024, 0, 3), kind: "a" },
];

beforeAll(ready);

describe.each([
  ["parquet", data.parquet, "flats.parquet", "large.parquet"],
  ["arrow", data.arrow, "flats.arrow", "large.arrow"],
] as const)("%s", (name, read, flats, large) => {
  it("reads rows from a path, a URL or bytes", async () => {
    const bytes = readFileSync(table(flats));
    for (const source of [
      table(flats),
      table(flats).pathname,
      bytes,
      Uint8Array.from(bytes).buffer,
    ]) {
      expect(await read(source).toArray()).toEqual(FLATS);
    }
  });

  it("reads some columns, batches them and teaches layers", async () => {
    const rows = read<{ city: string }>(table(flats), { columns: ["city"] });
    expect(await arraysOf(rows.batch(2))).toEqual([{ city: ["Oslo", "Rome"] }, { city: ["Oslo"] }]);
    const lookup = layers.stringLookup();
    await lookup.adapt(rows.column("city"));
    expect(lookup.getVocabulary()).toEqual(["[UNK]", "Oslo", "Rome"]);
    const numbers = layers.integerLookup();
    await numbers.adapt(read<{ rooms: number }>(table(flats)).column("rooms"));
    expect(numbers.vocabularySize).toBe(4);
  });

  it("says which column is missing, and which integer no number holds", async () => {
    await expect(read(table(flats), { columns: ["rent"] }).toArray()).rejects.toThrow(
      /expected columns of .*, some of city, rooms\. Received: rent/,
    );
    await expect(read(table(large)).toArray()).rejects.toThrow(
      `${name}: column id holds an integer that no number holds. Leave it out by the option columns. ` +
        "Received: 1152921504606846977",
    );
  });

  it("says that a file is damaged, cut off or missing", async () => {
    const bytes = readFileSync(table(flats));
    for (const damaged of [
      bytes.subarray(0, bytes.length - 40),
      Buffer.from("no table"),
      Buffer.alloc(0),
    ]) {
      await expect(read(damaged).toArray()).rejects.toThrow(
        new RegExp(`${name}: the given bytes is no readable`),
      );
    }
    await expect(read("none.file").toArray()).rejects.toThrow(`${name}: none.file cannot be read.`);
  });
});

it.each(["none", "gzip", "brotli", "zstd", "lz4"])(
  "reads Parquet compressed by %s",
  async (codec) => {
    expect(await data.parquet(table(`kinds-${codec}.parquet`)).toArray()).toEqual(KINDS);
  },
);

it.each(["lz4", "zstd"])("reads Arrow compressed by %s", async (codec) => {
  const rows = await data.arrow(table(`kinds-${codec}.arrow`)).toArray();
  expect(rows).toEqual(Array.from({ length: 20 }, () => KINDS).flat());
});

it("reads an Arrow stream of several batches", async () => {
  expect(await data.arrow(table("kinds.arrows")).toArray()).toEqual(KINDS);
});
