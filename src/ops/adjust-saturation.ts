import { hsvToRgb, rgbToHsv } from "./hsv.js";
import { mapImages, ownOrOnly } from "./map-images.js";
import type { ImageBatch } from "./projective-transform.js";

const { fround, max, min } = Math;

/**
 * Multiplies the saturation of RGB images by one factor, or by one for each image: 0 makes them gray, 1
 * leaves them. The saturation, not the colours, is clipped to the range, as Keras does.
 *
 * @example
 * import { ops } from "preplab";
 * const pale = { values: Float32Array.of(100, 50, 50), shape: [1, 1, 1, 3] } as const;
 * console.log(ops.adjustSaturation(pale, [0.5], [0, 255]).values.join()); // 100,75,75
 */
export function adjustSaturation(
  images: ImageBatch,
  factors: ArrayLike<number>,
  [low, high]: readonly [number, number],
): ImageBatch {
  const hsv = new Float32Array(3);
  return mapImages(images, (input, output, image) => {
    const factor = ownOrOnly(factors, image);
    for (let i = 0; i < input.length; i += 3) {
      rgbToHsv(input[i]!, input[i + 1]!, input[i + 2]!, hsv);
      const saturation = min(high, max(low, fround(hsv[1]! * factor)));
      hsvToRgb(hsv[0]!, fround(saturation), hsv[2]!, output, i);
    }
  });
}
