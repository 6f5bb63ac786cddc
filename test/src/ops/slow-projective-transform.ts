import type { FillMode } from "../../../src/ops/fill-mode.js";
import type {
  ImageBatch,
  ProjectiveTransformOptions,
} from "../../../src/ops/projective-transform.js";

/** The projective transform as its rule reads, in double precision, one output value at a time. */
export function slowProjectiveTransform(
  { values, shape: [batch, height, width, channels] }: ImageBatch,
  transforms: Float32Array,
  { fillMode, interpolation, fillValue }: ProjectiveTransformOptions,
): number[] {
  const output: number[] = [];
  for (let n = 0; n < batch; n++) {
    const [a0, a1, a2, b0, b1, b2, c0, c1] = Array.from(
      transforms.subarray(n * 8, n * 8 + 8),
    ) as Eight;
    const read = (x: number, y: number, c: number): number =>
      x < 0 || y < 0 || x >= width || y >= height
        ? fillValue
        : values[((n * height + y) * width + x) * channels + c]!;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        for (let c = 0; c < channels; c++) {
          const k = c0 * x + c1 * y + 1;
          const px = place((a0 * x + a1 * y + a2) / k, width, fillMode);
          const py = place((b0 * x + b1 * y + b2) / k, height, fillMode);
          if (k === 0) output.push(fillValue);
          else if (interpolation === "nearest") output.push(read(round(px), round(py), c));
          else output.push(blend(px, py, (i, j) => read(i, j, c)));
        }
      }
    }
  }
  return output;
}

type Eight = [number, number, number, number, number, number, number, number];

function blend(x: number, y: number, read: (x: number, y: number) => number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [fx, fy] = [x - left, y - top];
  const upper = (1 - fx) * read(left, top) + fx * read(left + 1, top);
  const lower = (1 - fx) * read(left, top + 1) + fx * read(left + 1, top + 1);
  return (1 - fy) * upper + fy * lower;
}

function round(value: number): number {
  return Math.sign(value) * Math.floor(Math.abs(value) + 0.5);
}

function place(value: number, n: number, fillMode: FillMode): number {
  let v = value;
  if (fillMode === "constant") return v;
  if (fillMode === "reflect") {
    const s = 2 * n;
    if (v < 0) {
      if (v < s) v += s * Math.trunc(-v / s);
      v = v < -n ? v + s : -v - 1;
    } else if (v > n - 1) {
      v -= s * Math.trunc(v / s);
      if (v >= n) v = s - v - 1;
    }
  }
  if (fillMode === "wrap") {
    if (v < 0) v += n * (Math.trunc(-v / (n - 1)) + 1);
    else if (v > n - 1) v -= n * Math.trunc(v / (n - 1));
  }
  return Math.min(n - 1, Math.max(0, v));
}
