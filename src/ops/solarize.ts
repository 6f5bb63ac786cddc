import { rangeConverter } from "./convert-range.js";
import { mapImages, ownOrOnly } from "./map-images.js";
import type { ImageBatch } from "./projective-transform.js";

const { fround } = Math;
const BYTE = [0, 255] as const;

/** How far `solarize` brightens images and what it inverts, in 0..255, for all images or for each. */
export interface Solarize {
  readonly additions: ArrayLike<number>;
  /** Values from here on are inverted. */
  readonly thresholds: ArrayLike<number>;
}

/**
 * Brightens images by an addition and inverts what is not below a threshold then.
 *
 * @example
 * import { ops } from "preplab";
 * const image = { values: Float32Array.of(10, 200), shape: [1, 1, 2, 1] } as const;
 * const options = { additions: [5], thresholds: [128] };
 * console.log(ops.solarize(image, options, [0, 255]).values.join()); // 15,50
 */
export function solarize(
  images: ImageBatch,
  { additions, thresholds }: Solarize,
  valueRange: readonly [number, number],
): ImageBatch {
  const toByte = rangeConverter(valueRange, BYTE);
  const fromByte = rangeConverter(BYTE, valueRange);
  return mapImages(images, (input, output, image) => {
    const addition = ownOrOnly(additions, image);
    const threshold = ownOrOnly(thresholds, image);
    for (let i = 0; i < input.length; i++) {
      const sum = fround(toByte(input[i]!) + addition);
      const value = Math.max(0, Math.min(255, sum));
      output[i] = fromByte(value < threshold ? value : fround(255 - value));
    }
  });
}
