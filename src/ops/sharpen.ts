import { depthwiseFilter } from "./depthwise-filter.js";
import { mapImages, ownOrOnly } from "./map-images.js";
import type { ImageBatch } from "./projective-transform.js";

const { fround, max, min } = Math;

const SMOOTH = {
  weights: Float32Array.of(1, 1, 1, 1, 5, 1, 1, 1, 1).map((weight) => weight / 13),
  rows: 3,
  columns: 3,
};

/**
 * Blends images with their smoothed selves by one factor, or by one for each image, and clips the result to
 * the range: 0 smooths, 1 leaves them, 2 sharpens.
 *
 * @example
 * import { ops } from "preplab";
 * const dot = { values: Float32Array.of(0, 130, 0), shape: [1, 1, 3, 1] } as const;
 * console.log(ops.sharpen(dot, [0], [0, 255]).values.map(Math.round).join()); // 10,50,10
 * console.log(ops.sharpen(dot, [2], [0, 255]).values.map(Math.round).join()); // 0,210,0
 */
export function sharpen(
  images: ImageBatch,
  factors: ArrayLike<number>,
  [low, high]: readonly [number, number],
): ImageBatch {
  const smooth = depthwiseFilter(images, SMOOTH).values;
  let start = 0;
  return mapImages(images, (input, output, image) => {
    const amount = fround(1 - ownOrOnly(factors, image));
    for (let i = 0; i < input.length; i++) {
      const difference = fround(smooth[start + i]! - input[i]!);
      output[i] = min(high, max(low, input[i]! + fround(amount * difference)));
    }
    start += input.length;
  });
}
