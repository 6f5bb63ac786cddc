import type { Tensor4D } from "@tensorflow/tfjs";
import { expect, it } from "vitest";
import { backend, tf } from "../../../../src/index.js";
import { expectGradients, expectSameOnBackends, numbers } from "../compare-backends.js";

it.each(["constant", "reflect", "wrap", "nearest"] as const)(
  "moves every image of a batch with fill mode %s",
  async (fillMode) => {
    const shift = [1, 0.1, 0.5, -0.2, 1, -0.4, 0, 0];
    await expectSameOnBackends(
      (images) => {
        const matrices = tf.tensor2d([...shift, 1, 0, 0, 0, 1, 0, 0, 0, ...shift], [3, 8]);
        return tf.image.transform(images as Tensor4D, matrices, "bilinear", fillMode, 2);
      },
      [numbers([3, 5, 6, 2])],
    );
  },
);

it("moves every image by the same matrix, into another size", async () => {
  await backend("cpu");
  const images = tf.tensor4d([1, 2, 3, 4], [2, 1, 2, 1]);
  const shift = tf.tensor2d([1, 0, 1, 0, 1, 0, 0, 0], [1, 8]);
  const moved = tf.image.transform(images, shift, "nearest", "constant", 0, [1, 3]);
  expect(moved.shape).toEqual([2, 1, 3, 1]);
  expect(Array.from(moved.dataSync())).toEqual([2, 0, 0, 4, 0, 0]);
});

it("gives a convolution's filter its gradient", async () => {
  await backend("cpu");
  expectGradients(
    (x, filter) => tf.conv2d(x as Tensor4D, filter as Tensor4D, [2, 1], "same"),
    [numbers([2, 5, 4, 3]), numbers([3, 2, 3, 4], 2)],
    { step: 0.5 },
  );
});

it("sums rows by segment", async () => {
  await backend("cpu");
  const x = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
  const sums = tf.unsortedSegmentSum(x, tf.tensor1d([2, 0, 2], "int32"), 3);
  expect(sums.arraySync()).toEqual([
    [3, 4],
    [0, 0],
    [6, 8],
  ]);
  expect(
    tf.unsortedSegmentSum(tf.tensor1d([1, 2], "int32"), tf.tensor1d([0, 0], "int32"), 1).dtype,
  ).toBe("int32");
});
