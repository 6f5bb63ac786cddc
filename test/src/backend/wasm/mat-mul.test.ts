import { beforeAll, describe, expect, it } from "vitest";
import { ready, tf } from "../../../../src/index.js";
import { expectGradients, expectSameOnBackends, numbers } from "../compare-backends.js";

beforeAll(ready);

describe.each([
  [[3, 5], [5, 9], false, false],
  [[5, 3], [5, 9], true, false],
  [[3, 5], [9, 5], false, true],
  [[5, 3], [9, 5], true, true],
  [[33, 70], [70, 41], false, false],
  [[300, 33], [300, 19], true, false],
  [[1, 33], [33, 1], false, false],
  [[2, 3, 4], [2, 4, 5], false, false],
  [[2, 4, 3], [2, 4, 5], true, false],
  [[6, 1100], [1100, 9], false, false],
] as const)("matMul of %j and %j, transposed %j, %j", (a, b, transposeA, transposeB) => {
  const inputs = [numbers([...a]), numbers([...b], 2)];

  it("gives the cpu backend's numbers and gradients", async () => {
    await expectSameOnBackends((p, q) => tf.matMul(p!, q!, transposeA, transposeB), inputs);
    await expectSameOnBackends(
      (p, q) => tf.grads((m, n) => tf.matMul(m, n, transposeA, transposeB).square())([p!, q!]),
      inputs,
    );
  });

  it("gives gradients that agree with difference quotients", () => {
    expectGradients((p, q) => tf.matMul(p!, q!, transposeA, transposeB), inputs, { step: 0.5 });
  });
});

it("pairs the matrices of two batches that are broadcast", () => {
  const a = tf.tensor([1, 10, 100, 1000], [2, 1, 1, 2]);
  const b = tf.tensor([1, 2, 3, 4, 5, 6], [3, 2, 1]);
  const product = tf.matMul(a, b);
  expect(product.shape).toEqual([2, 3, 1, 1]);
  expect(Array.from(product.dataSync())).toEqual([21, 43, 65, 2100, 4300, 6500]);
});

it("multiplies matrices without rows, columns or summands", () => {
  expect(tf.matMul(tf.zeros([0, 3]), tf.ones([3, 2])).shape).toEqual([0, 2]);
  expect(tf.matMul(tf.ones([2, 3]), tf.zeros([3, 0])).shape).toEqual([2, 0]);
  expect(Array.from(tf.matMul(tf.zeros([2, 0]), tf.zeros([0, 2])).dataSync())).toEqual([
    0, 0, 0, 0,
  ]);
  const summands = [tf.zeros([0, 2]), tf.zeros([0, 2])] as const;
  expect(Array.from(tf.matMul(...summands, true).dataSync())).toEqual([0, 0, 0, 0]);
});

it("adds a bias and applies an activation", () =>
  expectSameOnBackends(
    (a, b, bias) => tf.fused.matMul({ a: a!, b: b!, bias: bias!, activation: "sigmoid" }),
    [numbers([5, 4]), numbers([4, 13], 2), numbers([13], 3)],
  ));
