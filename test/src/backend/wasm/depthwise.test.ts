import type { Tensor } from "@tensorflow/tfjs";
import { beforeAll, describe, it } from "vitest";
import { ready, tf } from "../../../../src/index.js";
import { expectGradients, expectSameOnBackends, numbers } from "../compare-backends.js";

beforeAll(ready);

describe.each([
  [[2, 6, 5, 6], [3, 3, 6, 1], 1, "same"],
  [[2, 6, 5, 3], [3, 2, 3, 2], 2, "valid"],
  [[3, 4, 4, 8], [5, 5, 8, 3], 2, "same"],
] as const)("depthwiseConv2d of %j by %j, strides %j, %j", (...example) => {
  const [x, filter, strides, pad] = example;
  const inputs = [numbers([...x]), numbers([...filter], 2)];
  const convolve = (a: unknown, b: unknown): Tensor =>
    tf.depthwiseConv2d(a as never, b as never, strides, pad);

  it("gives the cpu backend's gradients", () =>
    expectSameOnBackends((a, b) => tf.grads((p, q) => convolve(p, q).square())([a!, b!]), inputs));

  it("gives gradients that agree with difference quotients", () => {
    expectGradients(convolve, inputs, { step: 0.5 });
  });
});
