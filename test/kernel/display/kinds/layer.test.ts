import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";

function textOf(value: unknown): Promise<unknown> {
  return renderValue(value).then(({ data }) => data["text/plain"]);
}

test("a layer is one line with its options", async () => {
  const layer = Object.assign((x: unknown) => x, {
    actsOnlyInTraining: () => true,
    getClassName: () => "RandomRotation",
    getConfig: () => ({
      name: "random_rotation",
      trainable: true,
      dataFormat: "channels_last",
      factor: [-0.125, 0.125],
      fillMode: "reflect",
      fillValue: 0,
      seed: null,
    }),
  });
  expect(await textOf(layer)).toBe(
    "RandomRotation factor=[-0.125, 0.125] fillMode=reflect fillValue=0 · training only",
  );
});

test("a layer of tfjs is shown the same way", async () => {
  expect(await textOf(tf.layers.dropout({ rate: 0.5, seed: 7 }))).toBe("Dropout rate=0.5 seed=7");
});

test("a built layer lists its weights", async () => {
  const dense = tf.layers.dense({ units: 2, inputShape: [3], name: "d", useBias: false });
  dense.build([null, 3]);
  const text = String(await textOf(dense));
  expect(text).toContain("Dense units=2");
  expect(text).toMatch(/kernel +\[3, 2\] +float32 +6$/);
});

test("a long option shows its first items", async () => {
  const layer = {
    getClassName: () => "Binning",
    getConfig: () => ({ binBoundaries: Array.from({ length: 50 }, (_, i) => i / 10) }),
  };
  expect(await textOf(layer)).toBe("Binning binBoundaries=[0, 0.1, 0.2, 0.3, 0.4, 0.5, … 44 more]");
});
