import type { Rank, Tensor, Tensor1D } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { backend, ready, tf } from "../../../../src/index.js";
import {
  computeOn,
  expectGradients,
  expectSameOnBackends,
  largestDifference,
  numbers,
} from "../compare-backends.js";

beforeAll(ready);

const positive = (size: number) => {
  const { shape, values } = numbers([size], 9);
  return { shape, values: values.map((value) => Math.abs(value) + 0.5) };
};

describe.each([[[6, 5]], [[2, 3, 4, 20]], [[300, 7]]])("batchNorm of %j", (shape) => {
  const channels = shape.at(-1)!;
  const inputs = [
    numbers(shape),
    numbers([channels], 2),
    positive(channels),
    numbers([channels], 3),
    numbers([channels], 4),
  ];
  const normalize = (...[x, mean, variance, offset, scale]: Tensor[]): Tensor =>
    tf.batchNorm(
      x!,
      mean as Tensor1D,
      variance as Tensor1D,
      offset as Tensor1D,
      scale as Tensor1D,
      1e-3,
    );

  it("gives the cpu backend's gradients of all inputs", () =>
    expectSameOnBackends((...x) => tf.grads((...y) => normalize(...y).square())(x), inputs));

  it("gives gradients that agree with difference quotients", () => {
    expectGradients(normalize, inputs);
  });
});

it("has a gradient of a gradient", () =>
  expectSameOnBackends(
    (x, mean, variance) => {
      const ones = tf.ones<Rank.R1>([3]);
      const normalize = (y: Tensor): Tensor =>
        tf.batchNorm(y, mean as Tensor1D, variance as Tensor1D, ones, ones).pow(3);
      return tf.grad((y) => tf.grad(normalize)(y).square())(x!);
    },
    [numbers([4, 3]), numbers([3], 2), positive(3)],
  ));

it.each(["cpu", "wasm"] as const)("has a gradient without scale or offset on %s", async (name) => {
  const inputs = [numbers([4, 3]), numbers([3], 2), positive(3)];
  const [bare, complete] = [undefined, true].map((given) => (...[x, mean, variance]: Tensor[]) => {
    const ones = given && tf.ones<Rank.R1>([3]);
    const zeros = given && tf.zeros<Rank.R1>([3]);
    return tf.grad((y) =>
      tf.batchNorm(y, mean as Tensor1D, variance as Tensor1D, zeros, ones).square(),
    )(x!);
  });
  const [result] = await computeOn(name, bare!, inputs);
  const [expected] = await computeOn(name, complete!, inputs);
  expect(result!.values).toEqual(expected!.values);
});

describe.each([
  { scale: true, center: true },
  { scale: false, center: true },
  { scale: true, center: false },
])("layers.batchNormalization(%j)", (options) => {
  it.each([
    [[8, 5], -1],
    [[4, 3, 3, 6], -1],
    [[4, 6, 3, 3], 1],
  ] as const)("trains on %j along axis %j as composed operations do", async (shape, axis) => {
    const x = numbers([...shape]);
    const channels = shape.at(axis)!;
    const composed = (input: Tensor): Tensor => {
      const axes = shape.map((_, i) => i).filter((i) => i !== (axis + shape.length) % shape.length);
      const { mean, variance } = tf.moments(input, axes, true);
      return input.sub(mean).div(variance.add(1e-3).sqrt());
    };
    await backend("wasm");
    const layer = tf.layers.batchNormalization({ axis, ...options });
    const apply = (input: Tensor): Tensor => layer.apply(input, { training: true }) as Tensor;
    const [output] = await computeOn("wasm", apply, [x]);
    const [expected] = await computeOn("wasm", (a) => composed(a!), [x]);
    expect(largestDifference(output!.values, expected!.values)).toBeLessThan(1e-5);
    const [gradient] = await computeOn("wasm", (a) => tf.grad((b) => apply(b).pow(3))(a!), [x]);
    const [wanted] = await computeOn("cpu", (a) => tf.grad((b) => composed(b).pow(3))(a!), [x]);
    expect(largestDifference(gradient!.values, wanted!.values)).toBeLessThan(1e-5);
    await backend("wasm");
    expect(layer.getWeights().at(-1)!.shape).toEqual([channels]);
  });
});

it("moves the moving mean and variance towards the batch's", async () => {
  await backend("wasm");
  const layer = tf.layers.batchNormalization({ momentum: 0.5 });
  layer.apply(tf.tensor([[0], [4]]), { training: true });
  const [, , mean, variance] = layer.getWeights();
  expect(mean!.dataSync()[0]).toBe(1);
  expect(variance!.dataSync()[0]).toBe(2.5);
});
