import { beforeAll, expect, it } from "vitest";
import { layers, ready } from "../../../src/index.js";

beforeAll(ready);

// from the formulas in Keras's documentation, at -4, -0.3, 0.3 and 2
it.each([
  ["kerasHardSigmoid", [0, 0.45, 0.55, 5 / 6]],
  ["kerasHardSilu", [0, -0.135, 0.165, 5 / 3]],
  ["kerasLeakyRelu", [-0.8, -0.06, 0.3, 2]],
  ["celu", [Math.exp(-4) - 1, Math.exp(-0.3) - 1, 0.3, 2]],
  ["exponential", [-4, -0.3, 0.3, 2].map(Math.exp)],
  ["hardShrink", [-4, 0, 0, 2]],
  ["hardTanh", [-1, -0.3, 0.3, 1]],
  ["logSigmoid", [-4, -0.3, 0.3, 2].map((x) => -Math.log1p(Math.exp(-x)))],
  ["softShrink", [-3.5, 0, 0, 1.5]],
  ["squareplus", [-4, -0.3, 0.3, 2].map((x) => (x + Math.sqrt(x * x + 4)) / 2)],
  ["tanhShrink", [-4, -0.3, 0.3, 2].map((x) => x - Math.tanh(x))],
] as const)("%s computes what Keras computes", (activation, expected) => {
  const layer = layers.activation({ activation: activation as "relu" }); // registered, beside those of tfjs
  const output = layer([[-4, -0.3, 0.3, 2]]).dataSync();
  expected.forEach((value, i) => {
    expect(output[i]).toBeCloseTo(value, 5);
  });
});
