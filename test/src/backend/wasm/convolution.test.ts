import type { Tensor, Tensor5D } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { ready, tf } from "../../../../src/index.js";
import { computeOn, expectGradients, expectSameOnBackends, numbers } from "../compare-backends.js";

beforeAll(ready);

type Pad = Parameters<typeof tf.conv2d>[3];

interface Case {
  readonly x: number[];
  readonly filter: number[];
  readonly strides: number | [number, number];
  readonly pad: Pad;
}

const cases: readonly Case[] = [
  { x: [2, 7, 6, 3], filter: [3, 3, 3, 5], strides: 1, pad: "same" },
  { x: [2, 7, 6, 3], filter: [3, 2, 3, 5], strides: [2, 3], pad: "valid" },
  { x: [3, 8, 8, 17], filter: [3, 3, 17, 9], strides: 2, pad: "same" },
  { x: [1, 9, 7, 16], filter: [1, 1, 16, 8], strides: 1, pad: "valid" },
  { x: [5, 6, 6, 24], filter: [1, 1, 24, 3], strides: 2, pad: "same" },
  { x: [4, 2, 2, 32], filter: [3, 3, 32, 16], strides: 1, pad: "same" },
  { x: [6, 1, 1, 20], filter: [3, 3, 20, 8], strides: 1, pad: "same" },
  { x: [2, 8, 9, 3], filter: [7, 7, 3, 4], strides: 2, pad: 3 },
  {
    x: [2, 5, 6, 18],
    filter: [3, 2, 18, 4],
    strides: 1,
    pad: [
      [0, 0],
      [2, 0],
      [0, 1],
      [0, 0],
    ],
  },
];

describe.each(cases)("conv2d of $x by $filter, strides $strides, $pad", (example) => {
  const { x, filter, strides, pad } = example;
  const convolve = (a: Parameters<typeof tf.conv2d>[0], b: typeof a) =>
    tf.conv2d(a, b as never, strides, pad);
  const inputs = [numbers(x), numbers(filter, 2)];

  it("gives the cpu backend's numbers", () =>
    expectSameOnBackends((a, b) => convolve(a as never, b as never), inputs));

  it("gives the cpu backend's gradients", () =>
    expectSameOnBackends(
      (a, b) => tf.grads((p, q) => convolve(p as never, q as never).square())([a!, b!]),
      inputs,
    ));

  it("gives gradients that agree with difference quotients", () => {
    expectGradients((a, b) => convolve(a as never, b as never), inputs, { step: 0.5 });
  });
});

it("convolves with dilated filters", () =>
  expectSameOnBackends(
    (x, filter) => tf.conv2d(x as never, filter as never, 1, "same", "NHWC", 2),
    [numbers([2, 9, 8, 20]), numbers([3, 3, 20, 7], 2)],
  ));

it("convolves back", () =>
  expectSameOnBackends(
    (x, filter) => tf.conv2dTranspose(x as never, filter as never, [2, 9, 7, 6], 2, "valid"),
    [numbers([2, 4, 3, 5]), numbers([3, 3, 6, 5], 2)],
  ));

it.each(["linear", "relu", "relu6", "elu", "sigmoid", "leakyrelu", "prelu"] as const)(
  "adds a bias and applies %s",
  (activation) =>
    expectSameOnBackends(
      (x, filter, bias, weights) =>
        tf.fused.conv2d({
          x: x as never,
          filter: filter as never,
          strides: 1,
          pad: "same",
          bias: bias!,
          activation,
          leakyreluAlpha: 0.3,
          ...(activation === "prelu" && { preluActivationWeights: weights! }),
        }),
      [numbers([2, 5, 5, 4]), numbers([3, 3, 4, 11], 2), numbers([11], 3), numbers([11], 4)],
    ),
);

it("adds a bias where a filter meets no pixel", async () => {
  const [result] = await computeOn(
    "wasm",
    (x, filter, bias) =>
      tf.fused.conv2d({
        x: x as never,
        filter: filter as never,
        strides: 1,
        pad: [
          [0, 0],
          [3, 3],
          [3, 3],
          [0, 0],
        ],
        bias: bias!,
      }),
    [numbers([4, 1, 1, 16]), numbers([2, 2, 16, 3], 2), numbers([3], 3)],
  );
  expect(result!.values.slice(0, 3)).toEqual(Array.from(numbers([3], 3).values));
});

it.each([
  [1, "same"],
  [2, "valid"],
] as const)("convolves volumes with strides %j, %j, and gives the gradients", (strides, pad) => {
  const convolve = (x: Tensor, filter: Tensor): Tensor =>
    tf.conv3d(x as Tensor5D, filter as Tensor5D, strides, pad);
  expectGradients(convolve, [numbers([2, 4, 4, 4, 2]), numbers([2, 2, 2, 2, 3], 2)], {
    step: 0.5,
  });
});
