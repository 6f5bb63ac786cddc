import { beforeAll, expect, it } from "vitest";
import { layers, ready, tf } from "../../../../src/index.js";

beforeAll(ready);

const summing = {
  units: 1,
  returnSequences: true,
  activation: "linear",
  kernelInitializer: "ones",
  recurrentInitializer: "ones",
} as const;

it("gives 0 at masked steps, in both directions", () => {
  const both = layers.bidirectional({ layer: layers.simpleRNN(summing), mergeMode: "concat" });
  const output = both(tf.tensor3d([[[1], [2], [4]]]), { mask: tf.tensor2d([[1, 1, 0]]) } as object);
  expect(output.arraySync()).toEqual([
    [
      [1, 3],
      [3, 2],
      [0, 0],
    ],
  ]);
});

it("gives all steps without a mask", () => {
  const both = layers.bidirectional({ layer: layers.simpleRNN(summing), mergeMode: "sum" });
  expect(both([[[1], [2], [4]]]).arraySync()).toEqual([[[8], [9], [11]]]);
});
