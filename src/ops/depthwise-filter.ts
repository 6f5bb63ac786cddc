import { mapImages } from "./map-images.js";
import type { ImageBatch } from "./projective-transform.js";

/** A grid of weights, its rows one after another. */
export interface FilterKernel {
  readonly weights: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

/**
 * Each value replaced by the weighted sum of those around it in the same channel. Around the image there
 * is 0; the result has the image's size. `rows` and `columns` are odd.
 *
 * @example
 * import { ops } from "preplab";
 * const row = { values: Float32Array.of(1, 2, 4), shape: [1, 1, 3, 1] } as const;
 * const kernel = { weights: Float32Array.of(1, 1, 1), rows: 1, columns: 3 };
 * console.log(ops.depthwiseFilter(row, kernel).values.join()); // 3,7,6
 */
export function depthwiseFilter(
  images: ImageBatch,
  { weights, rows, columns }: FilterKernel,
): ImageBatch {
  const [, height, width, channels] = images.shape;
  const stride = width * channels;
  const [above, left] = [rows >> 1, columns >> 1];
  return mapImages(images, (input, output) => {
    for (let row = 0; row < rows; row++) {
      const [down, top] = [row - above, Math.max(0, above - row)];
      const bottom = Math.min(height, height - down);
      for (let column = 0; column < columns; column++) {
        const right = column - left;
        const weight = weights[row * columns + column]!;
        const first = Math.max(0, -right) * channels;
        const last = Math.min(width, width - right) * channels;
        const shift = down * stride + right * channels;
        for (let y = top; y < bottom; y++) {
          const end = y * stride + last;
          for (let i = y * stride + first; i < end; i++) output[i]! += weight * input[i + shift]!;
        }
      }
    }
  });
}
