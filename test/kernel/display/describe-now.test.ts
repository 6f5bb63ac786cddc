import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { describeNow } from "../../../kernel/display/describe-now.js";
import { toBundle } from "../../../kernel/display/lower/to-bundle.js";
import { renderValue } from "../../../kernel/display/render-value.js";
import { layers } from "../../../src/index.js";

const disposed = tf.zeros([2]);
disposed.dispose();

const VALUES: Readonly<Record<string, unknown>> = {
  "a tensor": tf.tensor2d([[1, 2.5]]),
  "a tensor of texts": tf.tensor1d(["a", "b"]),
  "a tensor that is a picture": tf.zeros([8, 8, 3]),
  "a disposed tensor": disposed,
  "a lookup layer": layers.stringLookup({ vocabulary: ["a", "b"] }),
  "a layer": layers.rescaling({ scale: 2 }),
  "a model": tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] }),
  "a typed array": new Float32Array([1, 2]),
};

test.each(Object.entries(VALUES))("%s looks as it does with time to render", async (_, value) => {
  const description = describeNow(value);
  expect(description && toBundle(description)).toEqual(await renderValue(value));
});

test("what has no look of its own is left to others", () => {
  expect(describeNow({ a: 1 })).toBeUndefined();
});
