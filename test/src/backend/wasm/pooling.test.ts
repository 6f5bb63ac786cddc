import type { Tensor, Tensor3D, Tensor4D, Tensor5D } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { ready, tf } from "../../../../src/index.js";
import { expectSameOnBackends, numbers } from "../compare-backends.js";

beforeAll(ready);

/** Numbers that are all negative, which tfjs's kernels take for less than nothing. */
function negative(shape: number[]): ReturnType<typeof numbers> {
  const { values } = numbers(shape);
  return { shape, values: values.map((value) => -Math.abs(value) - 1) };
}

describe.each([
  ["mixed", numbers],
  ["negative", negative],
])("of %s numbers", (_, draw) => {
  it.each([
    [[2, 8, 7, 5], [2, 2], 2, "valid"],
    [[2, 7, 7, 8], [3, 3], 2, "same"],
    [[1, 6, 6, 3], [2, 3], 1, "same"],
  ] as const)("the gradient of max pooling %j by %j, strides %j, %j", (x, size, strides, pad) =>
    expectSameOnBackends(
      (a) => tf.grad((p) => tf.maxPool(p as Tensor4D, [...size], strides, pad).square())(a!),
      [draw([...x])],
    ),
  );

  it("max pooling of volumes and its gradient", () =>
    expectSameOnBackends(
      (a) => [
        tf.maxPool3d(a as Tensor5D, 2, 1, "same"),
        tf.grad((p) => tf.maxPool3d(p as Tensor5D, 2, 2, "valid").square())(a!),
      ],
      [draw([1, 4, 4, 4, 2])],
    ));

  it("max pooling with the places of the greatest", () =>
    expectSameOnBackends(
      (a) => Object.values(tf.maxPoolWithArgmax(a as Tensor4D, 2, 2, "same", true)),
      [draw([2, 5, 5, 3])],
    ));

  it("dilation and its gradients", () =>
    expectSameOnBackends(
      (a, filter) => {
        const dilate = (p: Tensor, q: Tensor): Tensor =>
          tf.dilation2d(p as Tensor4D, q as Tensor3D, 1, "same");
        return [dilate(a!, filter!), ...tf.grads((p, q) => dilate(p, q).square())([a!, filter!])];
      },
      [draw([1, 5, 5, 2]), numbers([2, 2, 2], 3)],
    ));
});

it("gives a window's gradient to the first of equal numbers", () => {
  const x = tf.tensor4d([-1, -1, -1, -1], [1, 2, 2, 1]);
  const gradient = tf.grad((a) => tf.maxPool(a as Tensor4D, 2, 2, "valid"))(x);
  expect(Array.from(gradient.dataSync())).toEqual([1, 0, 0, 0]);
});
