import type { ImageBatch } from "./projective-transform.js";

const { floor, fround, min } = Math;

/** Images resized by reading the closest pixel. Values keep their type. */
export function resizeNearest(
  { values, shape: [batch, inputHeight, inputWidth, channels] }: ImageBatch,
  height: number,
  width: number,
): ImageBatch {
  const size = batch * height * width * channels;
  const output = new (values.constructor as new (length: number) => ImageBatch["values"])(size); // same kind of array
  const rows = nearestIndices(inputHeight, height);
  const columns = nearestIndices(inputWidth, width).map((column) => column * channels);
  let out = 0;
  for (let image = 0; image < batch; image++) {
    for (let y = 0; y < height; y++) {
      const row = (image * inputHeight + rows[y]!) * inputWidth * channels;
      for (let x = 0; x < width; x++) {
        const p = row + columns[x]!;
        for (let c = 0; c < channels; c++) output[out++] = values[p + c]!;
      }
    }
  }
  return { values: output, shape: [batch, height, width, channels] };
}

function nearestIndices(inputSize: number, outputSize: number): Int32Array {
  const scale = fround(inputSize / outputSize);
  return Int32Array.from({ length: outputSize }, (_, i) =>
    min(floor(fround((i + 0.5) * scale)), inputSize - 1),
  );
}
