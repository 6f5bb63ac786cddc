import { rangeConverter } from "./convert-range.js";
import { mapImages, ownOrOnly } from "./map-images.js";
import type { ImageBatch } from "./projective-transform.js";

const BYTE = [0, 255] as const;

/**
 * Keeps only the highest bits of each value, taken as a byte of 0..255: one number of bits, or one for each
 * image.
 *
 * @example
 * import { ops } from "preplab";
 * const image = { values: Float32Array.of(1, 100, 200), shape: [1, 1, 3, 1] } as const;
 * console.log(ops.posterize(image, [1], [0, 255]).values.join()); // 0,0,128
 */
export function posterize(
  images: ImageBatch,
  bits: ArrayLike<number>,
  valueRange: readonly [number, number],
): ImageBatch {
  const toByte = rangeConverter(valueRange, BYTE);
  const fromByte = rangeConverter(BYTE, valueRange);
  return mapImages(images, (input, output, image) => {
    // a byte takes what lies outside 0..255 modulo 256, as TensorFlow's cast does
    const mask = (0xff << (8 - ownOrOnly(bits, image))) & 0xff;
    for (let i = 0; i < input.length; i++) output[i] = fromByte(toByte(input[i]!) & mask);
  });
}
