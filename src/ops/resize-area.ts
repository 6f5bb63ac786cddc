import type { ImageBatch } from "./projective-transform.js";

const { ceil, floor, fround, min } = Math;

/** For each output position along one axis: the input pixels it covers and how much of each. */
interface Coverage {
  readonly start: number;
  readonly parts: Float32Array;
}

/** Images resized by averaging the input pixels, or parts of them, that each output pixel covers. */
export function resizeArea(
  { values, shape: [batch, inputHeight, inputWidth, channels] }: ImageBatch,
  height: number,
  width: number,
): ImageBatch {
  const output = new Float32Array(batch * height * width * channels);
  const rows = coverage(inputHeight, height);
  const columns = coverage(inputWidth, width);
  const rowScale = fround(inputHeight / height);
  const share = fround(1 / fround(rowScale * fround(inputWidth / width)));
  let out = 0;
  for (let image = 0; image < batch; image++) {
    for (const row of rows) {
      for (const column of columns) {
        for (let c = 0; c < channels; c++) {
          let sum = 0;
          for (let y = 0; y < row.parts.length; y++) {
            const from = image * inputHeight + min(row.start + y, inputHeight - 1);
            let rowSum = 0;
            for (let x = 0; x < column.parts.length; x++) {
              const p = from * inputWidth + min(column.start + x, inputWidth - 1);
              rowSum = fround(rowSum + fround(values[p * channels + c]! * column.parts[x]!));
            }
            sum = fround(sum + fround(rowSum * row.parts[y]!));
          }
          output[out++] = sum * share;
        }
      }
    }
  }
  return { values: output, shape: [batch, height, width, channels] };
}

// float32 may reach beyond the last pixel, which then counts twice, as in TensorFlow
function coverage(inputSize: number, outputSize: number): Coverage[] {
  const scale = fround(inputSize / outputSize);
  return Array.from({ length: outputSize }, (_, i) => {
    const low = fround(i * scale);
    const high = fround((i + 1) * scale);
    const start = floor(low);
    const parts = Float32Array.from({ length: ceil(high) - start }, (_, k) => {
      const pixel = start + k;
      if (pixel < low) return pixel + 1 > high ? scale : pixel + 1 - low;
      return pixel + 1 > high ? high - pixel : 1;
    });
    return { start, parts };
  });
}
