import { rangeConverter } from "./convert-range.js";
import { mapImages } from "./map-images.js";
import type { ImageBatch } from "./projective-transform.js";

const { fround } = Math;
const BYTE = [0, 255] as const;

/**
 * Stretches each channel of each image so that its lowest value becomes the range's lowest and its highest
 * the range's highest. A channel of one value stays as it is.
 *
 * @example
 * import { ops } from "preplab";
 * const image = { values: Float32Array.of(10, 20, 60), shape: [1, 1, 3, 1] } as const;
 * console.log(ops.autoContrast(image, [0, 255]).values.join()); // 0,51,255
 */
export function autoContrast(
  images: ImageBatch,
  valueRange: readonly [number, number],
): ImageBatch {
  const channels = images.shape[3];
  const toByte = rangeConverter(valueRange, BYTE);
  const fromByte = rangeConverter(BYTE, valueRange);
  return mapImages(images, (input, output) => {
    for (let c = 0; c < channels; c++) {
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      for (let i = c; i < input.length; i += channels) {
        const value = toByte(input[i]!);
        // Math.min and Math.max let a NaN through, as TensorFlow's reductions do
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      const scale = fround(255 / fround(high - low));
      const offset = fround(-low * scale);
      for (let i = c; i < input.length; i += channels) {
        const value = fround(fround(toByte(input[i]!) * scale) + offset);
        const stretched = fromByte(Math.max(0, Math.min(255, value)));
        output[i] = Number.isNaN(stretched) ? input[i]! : stretched;
      }
    }
  });
}
