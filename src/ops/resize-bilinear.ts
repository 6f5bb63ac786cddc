import { computeOnHeap } from "../simd/heap.js";
import type { ImageBatch } from "./projective-transform.js";

const { ceil, floor, fround, max, min } = Math;

/** For each output position along one axis: where its two neighbours are and how far it lies towards the second. */
interface Neighbours {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly towards: Float32Array;
}

/** Images resized by blending the four pixels around each point; without antialiasing. */
export function resizeBilinear(images: ImageBatch, height: number, width: number): ImageBatch {
  const { values, shape } = images;
  const [batch, inputHeight, inputWidth, channels] = shape;
  const rows = neighbours(inputHeight, height, 1);
  const columns = neighbours(inputWidth, width, channels);
  const rowSize = width * channels;
  const imageSize = inputHeight * inputWidth * channels;
  const plan = { batch, height, rows, rowSize, imageSize, inputRowSize: inputWidth * channels };
  return {
    values:
      resizeOnHeap(values, plan, columns, channels) ?? resizeRows(values, plan, columns, channels),
    shape: [batch, height, width, channels],
  };
}

interface Plan {
  readonly batch: number;
  readonly height: number;
  readonly rows: Neighbours;
  /** Numbers in a row of the output, in an image and in a row of the input. */
  readonly rowSize: number;
  readonly imageSize: number;
  readonly inputRowSize: number;
}

function resizeRows(
  values: ImageBatch["values"],
  plan: Plan,
  columns: Neighbours,
  channels: number,
): Float32Array {
  const { rowSize } = plan;
  const output = new Float32Array(plan.batch * plan.height * rowSize);
  const rows = [new Float32Array(rowSize), new Float32Array(rowSize)] as const;
  walkRows(
    plan,
    (start, row) =>
      channels === 3
        ? blendRgbRow(values, start, columns, rows[row])
        : blendRow(values, start, channels, columns, rows[row]),
    (above, below, down, start) => blendDown(rows[above], rows[below], down, output, start),
  );
  return output;
}

function resizeOnHeap(
  values: ImageBatch["values"],
  plan: Plan,
  columns: Neighbours,
  channels: number,
): Float32Array | undefined {
  if (!(values instanceof Float32Array)) return;
  const { rowSize } = plan;
  const rowBytes = 4 * rowSize;
  const count = plan.batch * plan.height * rowSize;
  const task = { input: values, count, scratchBytes: 2 * rowBytes + 12 * columns.first.length };
  return computeOnHeap(task, ({ routines, x, y, scratch, place }) => {
    const rows = scratch(2 * rowBytes);
    const [first, second] = [place(columns.first), place(columns.second)];
    const towards = place(columns.towards);
    const width = columns.first.length;
    walkRows(
      plan,
      (start, row) => {
        const to = rows + row * rowBytes;
        routines.blendRowSideways(x + 4 * start, to, width, channels, first, second, towards);
      },
      (above, below, down, start) => {
        const [from, to] = [rows + above * rowBytes, rows + below * rowBytes];
        routines.blendRows(from, to, y + 4 * start, rowSize, down);
      },
    );
  });
}

// each input row is blended sideways once, in TensorFlow's order, into one of two rows, and kept while it is needed
function walkRows(
  { batch, height, rows, rowSize, imageSize, inputRowSize }: Plan,
  sideways: (inputStart: number, row: 0 | 1) => void,
  downwards: (above: 0 | 1, below: 0 | 1, down: number, outputStart: number) => void,
): void {
  for (let image = 0; image < batch; image++) {
    const held = [-1, -1];
    let upper: 0 | 1 = 0;
    for (let y = 0; y < height; y++) {
      const first = rows.first[y]!;
      const second = rows.second[y]!;
      if (first === held[1 - upper]) upper = upper === 0 ? 1 : 0;
      const lower = upper === 0 ? 1 : 0;
      if (first !== held[upper]) {
        sideways(image * imageSize + first * inputRowSize, upper);
        held[upper] = first;
      }
      if (second !== held[lower] && second !== first) {
        sideways(image * imageSize + second * inputRowSize, lower);
        held[lower] = second;
      }
      const below = second === first ? upper : lower;
      downwards(upper, below, rows.towards[y]!, (image * height + y) * rowSize);
    }
  }
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
