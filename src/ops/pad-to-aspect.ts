import type { ImageBatch } from "./projective-transform.js";

/**
 * Each image in the middle of a frame of one value, so that it has nearly the proportions of the target: both
 * sides get equally many rows or columns, and an odd one that is left over is not added. Values keep their
 * type.
 */
export function padToAspect(
  { values, shape: [batch, height, width, channels] }: ImageBatch,
  targetHeight: number,
  targetWidth: number,
  fillValue: number,
): ImageBatch {
  const wantedHeight = Math.max(height, Math.trunc((width * targetHeight) / targetWidth));
  const wantedWidth = Math.max(width, Math.trunc((height * targetWidth) / targetHeight));
  const top = Math.trunc((wantedHeight - height) / 2);
  const left = Math.trunc((wantedWidth - width) / 2);
  const paddedHeight = height + 2 * top;
  const paddedWidth = width + 2 * left;
  const size = batch * paddedHeight * paddedWidth * channels;
  const output = new (values.constructor as new (length: number) => ImageBatch["values"])(size); // same kind of array
  output.fill(fillValue);
  const rowSize = width * channels;
  for (let image = 0; image < batch; image++) {
    for (let y = 0; y < height; y++) {
      const from = (image * height + y) * rowSize;
      const to = ((image * paddedHeight + top + y) * paddedWidth + left) * channels;
      output.set(values.subarray(from, from + rowSize), to);
    }
  }
  return { values: output, shape: [batch, paddedHeight, paddedWidth, channels] };
}
