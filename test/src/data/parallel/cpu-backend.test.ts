import { afterAll, beforeAll, expect, it } from "vitest";
import { backend, data, layers, tf } from "../../../../src/index.js";
import { arraysOf, expectNoLeak } from "../leaks.js";

beforeAll(() => backend("cpu"));
afterAll(data.closeWorkers);

it("maps on the cpu backend, whose tensors share their arrays with the elements", async () => {
  const kept = tf.tensor([[1, 2]]);
  const rescale = layers.rescaling({ scale: 2 });
  const lookup = layers.stringLookup({ vocabulary: ["a"] });
  await expectNoLeak(async () => {
    const rows = data.zip({
      n: data.array([kept]).repeat(3),
      s: data.array(["a", "b", "a"]).batch(1),
    });
    const mapped = rows.cache().parallelMap(({ n, s }) => ({ n, twice: rescale(n), s: lookup(s) }));
    for (const _ of [1, 2]) {
      expect(await arraysOf(mapped)).toEqual(
        [1, 0, 1].map((index) => ({ n: [[1, 2]], twice: [[2, 4]], s: [index] })),
      );
    }
    const again = data.array([kept]).parallelMap((n) => tf.add(rescale(rescale(n)), n));
    expect(await arraysOf(again)).toEqual([[[5, 10]]]);
  });
  expect(kept.arraySync()).toEqual([[1, 2]]);
});

it("draws what map draws", async () => {
  const turn = layers.randomRotation({ factor: 0.3, seed: 2 });
  const images = data
    .array([1, 2, 3])
    .map((i) => tf.randomUniform([2, 4, 4, 1], 0, 1, "float32", i));
  const expected = await arraysOf(images.map((x) => turn(x)));
  turn.resetSeed();
  expect(await arraysOf(images.parallelMap(turn, { parallelism: 2 }))).toEqual(expected);
});

it("starts other threads for another backend", async () => {
  await backend("wasm");
  const rows = data
    .array([1, 2])
    .batch(1)
    .parallelMap(layers.rescaling({ scale: 2 }));
  expect(await arraysOf(rows)).toEqual([[2], [4]]);
});
