import { mapImages, ownOrOnly } from "./map-images.js";
import type { ImageBatch } from "./projective-transform.js";

/**
 * Adds one amount, or one for each image, to all values and clips the result to the range.
 *
 * @example
 * import { ops } from "preplab";
 * const image = { values: Float32Array.of(1, 3), shape: [1, 1, 2, 1] } as const;
 * console.log(ops.adjustBrightness(image, [-2], [0, 255]).values.join()); // 0,1
 */
export function adjustBrightness(
  images: ImageBatch,
  amounts: ArrayLike<number>,
  [low, high]: readonly [number, number],
): ImageBatch {
  return mapImages(images, (input, output, image) => {
    const amount = ownOrOnly(amounts, image);
    for (let i = 0; i < input.length; i++) {
      // several times faster than comparing, which mispredicts
      output[i] = Math.min(high, Math.max(low, input[i]! + amount));
    }
  });
}
