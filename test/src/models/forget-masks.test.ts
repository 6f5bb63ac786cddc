import type { Tensor } from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { layers, ready, tf } from "../../../src/index.js";

beforeAll(ready);

// sums the steps that a mask leaves
function summing(returnSequences: boolean) {
  return layers.simpleRNN({
    units: 1,
    returnSequences,
    activation: "linear",
    kernelInitializer: "ones",
    recurrentInitializer: "ones",
  });
}

it("hands a mask to the layers behind that keep it", () => {
  const model = tf.sequential({
    layers: [layers.masking({ maskValue: 9, inputShape: [3, 1] }), summing(true), summing(false)],
  });
  const output = model.predict(tf.tensor3d([[[1], [2], [9]]])) as Tensor;
  expect(output.arraySync()).toEqual([[1 + 3]]);
});

it("hands no mask to the layers behind the one that ends it", () => {
  const model = tf.sequential({
    layers: [
      layers.masking({ maskValue: 9, inputShape: [3, 1] }),
      summing(false),
      layers.repeatVector({ n: 3 }),
      summing(false),
    ],
  });
  const output = model.predict(tf.tensor3d([[[1], [2], [9]]])) as Tensor;
  expect(output.arraySync()).toEqual([[3 + 3 + 3]]);
});
