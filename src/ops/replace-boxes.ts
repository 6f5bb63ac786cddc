import type { ImageBatch } from "./projective-transform.js";

/** One rectangle for each image: pixels from a first place to before an end, both fractions too. */
export interface Rectangles {
  readonly left: Float32Array;
  readonly right: Float32Array;
  readonly top: Float32Array;
  readonly bottom: Float32Array;
}

/**
 * The images with the pixels inside each one's rectangle taken from `replacement`, a batch of the same
 * shape. Values keep their type.
 *
 * @example
 * import { ops } from "preplab";
 * const row = { values: Float32Array.of(1, 2, 3), shape: [1, 1, 3, 1] } as const;
 * const zeros = { values: new Float32Array(3), shape: row.shape };
 * const box = (start: number) => Float32Array.of(start);
 * const rectangles = { left: box(0.5), right: box(2), top: box(0), bottom: box(1) };
 * console.log(ops.replaceBoxes(row, rectangles, zeros).values.join()); // 1,0,3
 */
export function replaceBoxes(
  { values, shape }: ImageBatch,
  { left, right, top, bottom }: Rectangles,
  replacement: ImageBatch,
): ImageBatch {
  const [batch, height, width, channels] = shape;
  const output = values.slice();
  for (let image = 0; image < batch; image++) {
    const first = Math.max(0, Math.ceil(left[image]!)) * channels;
    const end = Math.min(width, Math.ceil(right[image]!)) * channels;
    const lastRow = Math.min(height, Math.ceil(bottom[image]!));
    for (let y = Math.max(0, Math.ceil(top[image]!)); y < lastRow && first < end; y++) {
      const row = (image * height + y) * width * channels;
      output.set(replacement.values.subarray(row + first, row + end), row + first);
    }
  }
  return { values: output, shape };
}
