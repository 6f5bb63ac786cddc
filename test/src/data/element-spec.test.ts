import { beforeAll, expect, it } from "vitest";
import { data, layers, ready, tf } from "../../../src/index.js";
import { arraysOf, expectNoLeak } from "./leaks.js";

beforeAll(ready);

it("names shapes and types of whatever an element holds", async () => {
  await expectNoLeak(async () => {
    const rows = data.array([1]).map((x) => ({
      image: tf.zeros([2, 3], "int32"),
      text: tf.tensor(["a"]),
      number: x,
      flag: true,
      typed: new Uint8Array(4),
      nested: [[1, 2, 3], [4, 5, 6]], // biome-ignore format: rows
      words: ["a", "b"],
      pair: [tf.scalar(1), tf.scalar("a")],
    }));
    expect(await rows.elementSpec()).toEqual({
      image: { shape: [2, 3], dtype: "int32" },
      text: { shape: [1], dtype: "string" },
      number: { shape: [], dtype: "float32" },
      flag: { shape: [], dtype: "bool" },
      typed: { shape: [4], dtype: "int32" },
      nested: { shape: [2, 3], dtype: "float32" },
      words: { shape: [2], dtype: "string" },
      pair: [
        { shape: [], dtype: "float32" },
        { shape: [], dtype: "string" },
      ],
    });
  });
});

it("has an open size where rows differ in length", async () => {
  const texts = layers.textVectorization({ vocabulary: ["a"], ragged: true });
  const rows = data
    .array(["a", "a b"])
    .batch(2)
    .map((batch) => ({ rows: texts(batch) as never }));
  expect(await rows.elementSpec()).toEqual({ rows: { shape: [2, null], dtype: "int32" } });
});

it("loses no element, not even of a source that can be read once", async () => {
  let at = 0;
  const once = data.func(async () => ({ value: tf.scalar(at++), done: at > 3 }) as never);
  const dataset = once.map((x) => x);
  expect(await dataset.elementSpec()).toEqual({ shape: [], dtype: "float32" });
  expect(await dataset.elementSpec()).toEqual({ shape: [], dtype: "float32" });
  // as fitDataset does, which asks for an iterator that it never uses
  await dataset.iterator();
  expect(await arraysOf(dataset)).toEqual([0, 1, 2]);
});

it("does not draw twice", async () => {
  const flip = layers.randomFlip({ seed: 1 });
  const images = data.array([[[[1], [2]], [[3], [4]]]]).repeat(4); // biome-ignore format: an image
  const expected = await arraysOf(images.map((image) => flip(image)));
  flip.resetSeed();
  const flipped = images.map((image) => flip(image));
  await flipped.elementSpec();
  expect(await arraysOf(flipped)).toEqual(expected);
});

it("throws at an empty dataset", async () => {
  await expect(data.array<number>([]).elementSpec()).rejects.toThrow(
    "elementSpec: the dataset must have one element or more. Received: none",
  );
});

it("peek gives the first element, and the next pass begins with it all the same", async () => {
  let drawn = 0;
  const dataset = data.generator(function* () {
    for (;;) yield drawn++;
  });
  const batches = dataset.batch(2);
  const first = await batches.peek();
  expect([...(await first.data())]).toEqual([0, 1]);
  first.dispose();
  expect([...(await (await batches.peek()).data())]).toEqual([0, 1]);
  expect(drawn).toBe(2);
  for await (const batch of batches) {
    expect([...(await batch.data())]).toEqual([0, 1]);
    break;
  }
  await expect(data.array<number>([]).peek()).rejects.toThrow("Received: none");
});
