import type { Tensor } from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { layers, ready, tf } from "../../../../src/index.js";

beforeAll(ready);

it("takes the mean over the steps that a mask leaves", () => {
  const model = tf.sequential({
    layers: [layers.masking({ maskValue: 9, inputShape: [3, 1] }), layers.globalAveragePooling1d()],
  });
  const output = model.predict(
    tf.tensor3d([
      [[1], [2], [9]],
      [[3], [4], [5]],
    ]),
  ) as Tensor;
  expect(output.arraySync()).toEqual([[1.5], [4]]);
});

it("takes the mean over all steps without a mask", () => {
  expect(
    layers
      .globalAveragePooling1d()([[[1], [2], [9]]])
      .arraySync(),
  ).toEqual([[4]]);
});
