import type { ImageBatch } from "./projective-transform.js";

const { ceil, floor, fround, max, min } = Math;

/** For each output position along one axis: where its two neighbours are and how far it lies towards the second. */
interface Neighbours {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly towards: Float32Array;
}

/** Images resized by blending the four pixels around each point; without antialiasing. */
export function resizeBilinear(
  { values, shape: [batch, inputHeight, inputWidth, channels] }: ImageBatch,
  height: number,
  width: number,
): ImageBatch {
  const output = new Float32Array(batch * height * width * channels);
  const rowSize = width * channels;
  const rows = neighbours(inputHeight, height, 1);
  const columns = neighbours(inputWidth, width, channels);
  const blend = (start: number, row: Float32Array): void =>
    channels === 3
      ? blendRgbRow(values, start, columns, row)
      : blendRow(values, start, channels, columns, row);
  // each input row is blended sideways once, in TensorFlow's order, and kept while it is needed
  let upper = new Float32Array(rowSize);
  let lower = new Float32Array(rowSize);
  for (let image = 0; image < batch; image++) {
    let upperRow = -1;
    let lowerRow = -1;
    for (let y = 0; y < height; y++) {
      const first = rows.first[y]!;
      const second = rows.second[y]!;
      if (first === lowerRow) {
        [upper, lower] = [lower, upper];
        [upperRow, lowerRow] = [lowerRow, upperRow];
      }
      if (first !== upperRow) {
        blend((image * inputHeight + first) * inputWidth * channels, upper);
        upperRow = first;
      }
      if (second !== lowerRow && second !== first) {
        blend((image * inputHeight + second) * inputWidth * channels, lower);
        lowerRow = second;
      }
      const below = second === first ? upper : lower;
      blendDown(upper, below, rows.towards[y]!, output, (image * height + y) * rowSize);
    }
  }
  return { values: output, shape: [batch, height, width, channels] };
}

function blendRow(
  values: ImageBatch["values"],
  start: number,
  channels: number,
  { first, second, towards }: Neighbours,
  row: Float32Array,
): void {
  let out = 0;
  for (let x = 0; x < first.length; x++) {
    const p = start + first[x]!;
    const q = start + second[x]!;
    const right = towards[x]!;
    for (let c = 0; c < channels; c++) {
      const left = values[p + c]!;
      row[out++] = left + fround(fround(values[q + c]! - left) * right);
    }
  }
}

// written out for RGB, where most of the time goes
function blendRgbRow(
  values: ImageBatch["values"],
  start: number,
  { first, second, towards }: Neighbours,
  row: Float32Array,
): void {
  let out = 0;
  for (let x = 0; x < first.length; x++, out += 3) {
    const p = start + first[x]!;
    const q = start + second[x]!;
    const right = towards[x]!;
    const red = values[p]!;
    const green = values[p + 1]!;
    const blue = values[p + 2]!;
    row[out] = red + fround(fround(values[q]! - red) * right);
    row[out + 1] = green + fround(fround(values[q + 1]! - green) * right);
    row[out + 2] = blue + fround(fround(values[q + 2]! - blue) * right);
  }
}

// a function of its own: V8 makes faster code of it than inside the loops above
function blendDown(
  upper: Float32Array,
  lower: Float32Array,
  down: number,
  output: Float32Array,
  start: number,
): void {
  for (let i = 0; i < upper.length; i++) {
    const above = upper[i]!;
    output[start + i] = above + fround(fround(lower[i]! - above) * down);
  }
}

function neighbours(inputSize: number, outputSize: number, step: number): Neighbours {
  const scale = fround(inputSize / outputSize);
  const first = new Int32Array(outputSize);
  const second = new Int32Array(outputSize);
  const towards = new Float32Array(outputSize);
  for (let i = 0; i < outputSize; i++) {
    const at = fround(fround((i + 0.5) * scale) - 0.5);
    first[i] = max(floor(at), 0) * step;
    second[i] = min(ceil(at), inputSize - 1) * step;
    towards[i] = at - floor(at);
  }
  return { first, second, towards };
}
