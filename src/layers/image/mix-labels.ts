import type { DenseArray } from "../../ops/dense-array.js";
import { mixRows } from "../../ops/mix-rows.js";
import { received } from "../../received.js";

/** Which image each one is mixed with, and how much of its own label it keeps. */
export interface LabelMix {
  readonly order: Int32Array;
  readonly weights: Float32Array;
}

/**
 * Labels mixed as their images were: one-hot rows, or one number for each image. Throws, naming `owner`,
 * unless there is a label for each image.
 */
export function mixLabels(
  owner: string,
  labels: DenseArray,
  { order, weights }: LabelMix,
): DenseArray {
  const count = labels.shape[0] ?? 1;
  if (labels.dtype !== "string" && count === weights.length) {
    return {
      values: mixRows(labels.values, weights, order),
      shape: labels.shape,
      dtype: "float32",
    };
  }
  throw new Error(
    `${owner}: labels must be numbers, one row for each of ${weights.length} images. ` +
      `Received: ${received(labels)}`,
  );
}
