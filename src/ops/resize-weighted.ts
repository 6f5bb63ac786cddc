import type { ImageBatch } from "./projective-transform.js";
import type { AxisWeights } from "./resize-weights.js";

const { fround } = Math;

/** Images resized to as many rows and columns as there are weights: down the columns first, then along. */
export function resizeWeighted(
  { values, shape: [batch, inputHeight, inputWidth, channels] }: ImageBatch,
  rows: AxisWeights,
  columns: AxisWeights,
): ImageBatch {
  const height = rows.starts.length;
  const width = columns.starts.length;
  const output = new Float32Array(batch * height * width * channels);
  const inputRowSize = inputWidth * channels;
  const row = new Float32Array(inputRowSize);
  let out = 0;
  for (let image = 0; image < batch; image++) {
    for (let y = 0; y < height; y++) {
      row.fill(0);
      for (let k = 0; k < rows.counts[y]!; k++) {
        const weight = rows.weights[y * rows.span + k]!;
        const start = (image * inputHeight + rows.starts[y]! + k) * inputRowSize;
        for (let i = 0; i < inputRowSize; i++) row[i]! += fround(values[start + i]! * weight);
      }
      for (let x = 0; x < width; x++, out += channels) {
        for (let c = 0; c < channels; c++) {
          let sum = 0;
          let p = columns.starts[x]! * channels + c;
          for (let k = 0; k < columns.counts[x]!; k++, p += channels) {
            sum = fround(sum + fround(row[p]! * columns.weights[x * columns.span + k]!));
          }
          output[out + c] = sum;
        }
      }
    }
  }
  return { values: output, shape: [batch, height, width, channels] };
}
