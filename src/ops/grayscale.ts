import { mapImages, ownOrOnly } from "./map-images.js";
import type { ImageBatch } from "./projective-transform.js";

const { fround } = Math;

/**
 * Moves RGB images towards gray by one amount, or by one for each image: 0 leaves them, 1 makes them gray.
 * Images of one channel stay as they are.
 *
 * @example
 * import { ops } from "preplab";
 * const red = { values: Float32Array.of(100, 0, 0), shape: [1, 1, 1, 3] } as const;
 * console.log(ops.blendGrayscale(red, [1]).values.map(Math.round).join()); // 30,30,30
 */
export function blendGrayscale(images: ImageBatch, amounts: ArrayLike<number>): ImageBatch {
  if (images.shape[3] === 1) return { ...images, values: images.values.slice() };
  return mapImages(images, (input, output, image) => {
    const amount = ownOrOnly(amounts, image);
    for (let i = 0; i < input.length; i += 3) {
      const red = fround(fround(0.2989) * input[i]!);
      const green = fround(fround(0.587) * input[i + 1]!);
      const gray = fround(fround(red + green) + fround(fround(0.114) * input[i + 2]!));
      for (let p = i; p < i + 3; p++) {
        const value = input[p]!;
        output[p] = amount === 1 ? gray : value + fround(amount * fround(gray - value));
      }
    }
  });
}
