import { beforeAll, describe, expect, it, test } from "vitest";
import { data, layers, ready, tf } from "../../../src/index.js";

beforeAll(ready);

const scalar = (dtype: string) => ({ shape: [], dtype });

it("is known of what is in memory, and nothing is drawn for it", async () => {
  const rows = data.array([{ text: "a", stars: 5, seen: true }]);
  expect(rows.knownSpec).toEqual({
    text: scalar("string"),
    stars: scalar("float32"),
    seen: scalar("bool"),
  });
  expect(rows.knownSpec).toEqual(await rows.elementSpec());
  expect(data.array([] as number[]).knownSpec).toBeUndefined();
});

it("is what elementSpec then finds", async () => {
  const texts = data.array(["a", "b", "c"]);
  const made = [
    texts,
    texts.batch(2),
    texts.batch(5),
    texts.skip(1).take(1).repeat(3).batch(2),
    texts.filter((text) => text !== "a"),
    texts.shuffle(3),
    data.zip({ xs: texts, ys: data.array([1, 2, 3]) }),
    texts.batch(2).prefetch(1).cache(),
    data.zip({ xs: texts, ys: data.array([1, 2, 3]) }).batch(2),
    data.zip({ xs: texts, ys: data.array([1, 2, 3]) }).column("ys"),
    data.array([tf.zeros([2, 2]), tf.zeros([3])]),
    data.array([[1, 2], [3, 4]]), // biome-ignore format: rows
  ];
  for (const dataset of made) {
    const known = dataset.knownSpec;
    expect(known).toBeDefined();
    expect(known).toEqual(await dataset.elementSpec());
  }
});

describe("is not guessed", () => {
  const rows = data.array([[1], [2, 3]]);
  test.each([
    ["of rows that may differ in length", rows.batch(2)],
    ["of another row than the first", rows.skip(1)],
    ["of what a function makes", rows.map((row) => row.length)],
    ["of what no tensor can hold", data.array([null, () => 1, new Map()] as never[])],
    ["of a mixture", data.array([[1, "a"]] as never[])],
    ["of a generator", data.generator(function* () { yield 1; })], // biome-ignore format: short
  ])("%s", (_, dataset) => expect(dataset.knownSpec).toBeUndefined());
});

it("tells how the elements come about", () => {
  const flip = layers.randomFlip();
  const square = (x: number) => x * x;
  const made = data
    .array([1, 2])
    .map(square)
    .map((x) => x)
    .shuffle(10)
    .repeat()
    .repeat(2)
    .batch(2)
    .map(flip as never)
    .cache();
  expect(made.steps).toEqual([
    "array",
    "map(square)",
    "map",
    "shuffle(10)",
    "repeat",
    "repeat(2)",
    "batch(2)",
    "map(RandomFlip)",
    "cache",
  ]);
  expect(data.from(tf.data.array([1])).steps).toEqual([]);
});
