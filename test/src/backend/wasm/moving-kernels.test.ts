import { beforeAll, expect, it } from "vitest";
import { ready, tf } from "../../../../src/index.js";
import { expectSameOnBackends, numbers } from "../compare-backends.js";

beforeAll(ready);

it.each([
  [[7], [2], [3]],
  [
    [5, 4],
    [1, 0],
    [2, 4],
  ],
  [
    [5, 4],
    [0, 1],
    [5, 2],
  ],
  [
    [3, 4, 5],
    [1, 1, 2],
    [2, 2, 3],
  ],
  [
    [3, 4, 5],
    [1, 0, 0],
    [1, 4, 5],
  ],
  [
    [3, 4, 50],
    [0, 1, 0],
    [3, 2, 50],
  ],
  [
    [2, 3, 2, 3, 2],
    [0, 1, 0, 1, 0],
    [2, 1, 2, 2, 2],
  ],
  [
    [2, 3, 2, 3, 2, 2],
    [1, 1, 0, 1, 0, 1],
    [1, 2, 2, 2, 2, 1],
  ],
  [
    [5, 4],
    [1, 0],
    [0, 4],
  ],
])("slices %j from %j, %j numbers", (shape, begin, size) =>
  expectSameOnBackends((x) => tf.slice(x!, begin, size), [numbers(shape)]),
);

it("slices booleans", () => {
  const flags = tf.tensor([true, false, true, true], [2, 2], "bool");
  expect(Array.from(flags.slice([0, 1], [2, 1]).dataSync())).toEqual([0, 1]);
});

it.each([
  [
    [6, 3],
    [4, 0, 4],
  ],
  [
    [6, 100],
    [5, 1],
  ],
  [[4], [3, 3, 0]],
  [
    [3, 2, 2],
    [
      [2, 1],
      [0, 0],
    ],
  ],
])("gathers rows of %j by %j", (shape, rows) =>
  expectSameOnBackends((x) => tf.gather(x!, tf.tensor(rows, undefined, "int32")), [numbers(shape)]),
);

it("gathers along other axes", () =>
  expectSameOnBackends(
    (x) => tf.gather(x!, tf.tensor1d([1, 0, 1], "int32"), 1),
    [numbers([3, 4, 2])],
  ));

it("does not read outside the tensor", () => {
  const before = tf.memory().numTensors;
  const [x, row] = [tf.ones([3, 2]), tf.tensor1d([3], "int32")];
  expect(() => tf.gather(x, row)).toThrow("indices must lie in [0, 2]. Received: 3");
  tf.dispose([x, row]);
  expect(tf.memory().numTensors).toBe(before);
});

it.each([
  [[3], [4]],
  [
    [2, 3],
    [2, 3],
  ],
  [
    [2, 1, 3],
    [1, 5, 1],
  ],
  [
    [1, 1, 1, 4],
    [2, 3, 3, 1],
  ],
  [
    [2, 3],
    [1, 1],
  ],
  [
    [2, 3],
    [0, 2],
  ],
])("tiles %j %j times", (shape, reps) =>
  expectSameOnBackends((x) => tf.tile(x!, reps), [numbers(shape)]),
);

it.each([
  [[40, 19], 0, false],
  [[4, 3, 5], [0, 1], false],
  [[4, 3, 5], [0, 1], true],
  [[4, 3, 5], [1], false],
  [[4, 3, 5], undefined, false],
  [[4, 3, 5], [], false],
])("sums %j over %j", (shape, axis, keepDims) =>
  expectSameOnBackends((x) => tf.sum(x!, axis, keepDims), [numbers(shape)]),
);

it("sums many rows to the nearest float32 numbers", () => {
  const ones = tf.fill([100_000, 3], 0.1);
  const exact = 100_000 * Math.fround(0.1);
  ones
    .sum(0)
    .dataSync()
    .forEach((sum) => {
      expect(Math.abs(sum / exact - 1)).toBeLessThan(1e-5);
    });
});

it("sums rows by segment, and leaves out segments that do not exist", () => {
  const x = tf.tensor([1, 2, 3, 4, 5, 6, 7, 8], [4, 2]);
  const segments = tf.tensor1d([1, 0, 1, 5], "int32");
  expect(tf.unsortedSegmentSum(x, segments, 3).arraySync()).toEqual([
    [3, 4],
    [6, 8],
    [0, 0],
  ]);
});

it("gives the cpu backend's gradient of gather and slice", () =>
  expectSameOnBackends(
    (x) =>
      tf.grad((y) => tf.gather(y.slice([1, 0], [4, 3]), tf.tensor1d([0, 3, 3], "int32")).square())(
        x!,
      ),
    [numbers([6, 3])],
  ));

it("gives the cpu backend's gradient of relu, and of its gradient", () =>
  expectSameOnBackends(
    (x) => [
      tf.grad((y) => y.relu().square())(x!),
      tf.grad((y) => tf.grad((z) => z.relu().pow(3))(y))(x!),
    ],
    [numbers([7, 3])],
  ));
