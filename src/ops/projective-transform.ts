import { computeOnHeap } from "../simd/heap.js";
import { type FillMode, mapIntoAxis } from "./fill-mode.js";

/** How a value between pixels is read: the closest pixel, or a blend of the four around it. */
export type Interpolation = "nearest" | "bilinear";

/** Images in row-major [batch, height, width, channels] order. */
export interface ImageBatch {
  readonly values: Float32Array | Int32Array | Uint8Array;
  readonly shape: readonly [batch: number, height: number, width: number, channels: number];
}

/** What `projectiveTransform` does around and between the pixels. */
export interface ProjectiveTransformOptions {
  readonly fillMode: FillMode;
  readonly interpolation: Interpolation;
  /** Value outside the image in the mode `constant`. */
  readonly fillValue: number;
}

/**
 * Moves every output pixel (x, y) to the input point ((a0 x + a1 y + a2) / k, (b0 x + b1 y + b2) / k) with
 * k = c0 x + c1 y + 1 and reads the image there. `transforms` holds eight numbers a0 a1 a2 b0 b1 b2 c0 c1
 * per image, or eight for all. The result has the type and size of the input; fractions of integers are
 * cut off.
 *
 * Follows TensorFlow's ImageProjectiveTransformV3: the points are the same float32 numbers, blends differ
 * by one rounding.
 *
 * @example
 * import { ops } from "preplab";
 * const row = { values: Float32Array.of(10, 20, 30, 40), shape: [1, 1, 4, 1] } as const;
 * const shift = Float32Array.of(1, 0, 0.5, 0, 1, 0, 0, 0);
 * const options = { fillMode: "reflect", interpolation: "bilinear", fillValue: 0 } as const;
 * console.log(ops.projectiveTransform(row, shift, options).values.join()); // 15,25,35,40
 */
export function projectiveTransform(
  images: ImageBatch,
  transforms: Float32Array,
  { fillMode, interpolation, fillValue }: ProjectiveTransformOptions,
): ImageBatch {
  const [batch, height, width, channels] = images.shape;
  if (transforms.length !== 8 && transforms.length !== 8 * batch) {
    throw new Error(
      `projectiveTransform: expected 8 numbers, or 8 for each of ${batch} images. ` +
        `Received: ${transforms.length} numbers`,
    );
  }
  const computed =
    interpolation === "bilinear" && warpOnHeap(images, transforms, fillMode, fillValue);
  if (computed) return { values: computed, shape: images.shape };
  // integers are cut off after the blend is rounded to float32
  const output =
    interpolation === "bilinear"
      ? new Float32Array(images.values.length)
      : emptyLike(images.values);
  const readRow =
    interpolation === "nearest" ? readNearest : fillMode === "constant" ? readWithFill : readInside;
  const points = new SourcePoints(width);
  const source: Source = {
    values: images.values,
    base: 0,
    height,
    width,
    channels,
    fill: Math.fround(fillValue),
  };
  for (let image = 0; image < batch; image++) {
    points.setTransform(transforms.length === 8 ? transforms : transforms.subarray(image * 8));
    source.base = image * height * width * channels;
    for (let y = 0; y < height; y++) {
      points.setRow(y);
      if (!points.areInside(points.xs, width)) mapIntoAxis(points.xs, fillMode, width);
      if (!points.areInside(points.ys, height)) mapIntoAxis(points.ys, fillMode, height);
      readRow(source, points.xs, points.ys, output, source.base + y * width * channels);
    }
  }
  return { values: castLike(images.values, output), shape: images.shape };
}

const MODES: readonly FillMode[] = ["constant", "reflect", "wrap", "nearest"];

function warpOnHeap(
  { values, shape: [batch, height, width, channels] }: ImageBatch,
  transforms: Float32Array,
  fillMode: FillMode,
  fillValue: number,
): Float32Array | undefined {
  if (!(values instanceof Float32Array)) return;
  const roomBytes = 9 * 4 * (width + 3);
  const task = {
    input: values,
    count: values.length,
    scratchBytes: roomBytes + transforms.byteLength,
  };
  return computeOnHeap(task, ({ routines, x, y, scratch, place }) => {
    const room = scratch(roomBytes);
    const matrices = place(transforms);
    const mode = MODES.indexOf(fillMode);
    const bytes = 4 * height * width * channels;
    for (let i = 0; i < batch; i++) {
      const [from, to] = [x + i * bytes, y + i * bytes];
      const matrix = transforms.length === 8 ? matrices : matrices + 32 * i;
      routines.warpImage(from, to, height, width, channels, matrix, mode, fillValue, room);
    }
  });
}

interface Source {
  readonly values: ImageBatch["values"];
  base: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly fill: number;
}

// Float32Array stores do TensorFlow's float32 rounding: cheaper in V8 than Math.fround at each step
class SourcePoints {
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  readonly #ax: Float32Array;
  readonly #bx: Float32Array;
  #matrix: Float32Array = new Float32Array(8);

  constructor(width: number) {
    this.xs = new Float32Array(width);
    this.ys = new Float32Array(width);
    this.#ax = new Float32Array(width);
    this.#bx = new Float32Array(width);
  }

  setTransform(matrix: Float32Array): void {
    this.#matrix = matrix;
    const a0 = matrix[0]!;
    const b0 = matrix[3]!;
    for (let x = 0; x < this.#ax.length; x++) {
      this.#ax[x] = a0 * x;
      this.#bx[x] = b0 * x;
    }
  }

  setRow(y: number): void {
    const { xs, ys } = this;
    const ax = this.#ax;
    const bx = this.#bx;
    const m = this.#matrix;
    const a1y = Math.fround(m[1]! * y);
    const b1y = Math.fround(m[4]! * y);
    const a2 = m[2]!;
    const b2 = m[5]!;
    for (let x = 0; x < xs.length; x++) {
      xs[x] = Math.fround(ax[x]! + a1y) + a2;
      ys[x] = Math.fround(bx[x]! + b1y) + b2;
    }
    if (!this.#isAffine()) this.#divide(m[6]!, Math.fround(m[7]! * y));
  }

  /** Whether a row is known to need no mapping: along a row, affine points only grow or only shrink. */
  areInside(points: Float32Array, length: number): boolean {
    if (!this.#isAffine()) return false;
    const first = points[0]!;
    const last = points[points.length - 1]!;
    return first >= 0 && first <= length - 1 && last >= 0 && last <= length - 1;
  }

  #isAffine(): boolean {
    return this.#matrix[6] === 0 && this.#matrix[7] === 0;
  }

  #divide(c0: number, c1y: number): void {
    for (let x = 0; x < this.xs.length; x++) {
      const k = Math.fround(Math.fround(Math.fround(c0 * x) + c1y) + 1);
      // a point at infinity is outside in every fill mode
      this.xs[x] = k === 0 ? Number.NaN : this.xs[x]! / k;
      this.ys[x] = k === 0 ? Number.NaN : this.ys[x]! / k;
    }
  }
}

function emptyLike(values: ImageBatch["values"]): ImageBatch["values"] {
  if (values instanceof Float32Array) return new Float32Array(values.length);
  if (values instanceof Int32Array) return new Int32Array(values.length);
  return new Uint8Array(values.length);
}

function castLike(
  values: ImageBatch["values"],
  output: ImageBatch["values"],
): ImageBatch["values"] {
  if (values.constructor === output.constructor) return output;
  const cast = emptyLike(values);
  cast.set(output);
  return cast;
}

// all points lie inside, so a neighbour beyond the last pixel has weight 0 and needs no fill value
function readInside(
  { values, base, height, width, channels, fill }: Source,
  xs: Float32Array,
  ys: Float32Array,
  output: ImageBatch["values"],
  start: number,
): void {
  const rowSize = width * channels;
  let out = start;
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i]!;
    const y = ys[i]!;
    // NaN, a point at infinity
    if (!(x >= 0 && y >= 0)) {
      for (let c = 0; c < channels; c++) output[out++] = fill;
      continue;
    }
    const x0 = x | 0;
    const y0 = y | 0;
    const right = x - x0;
    const down = y - y0;
    const left = 1 - right;
    const up = 1 - down;
    const p = base + y0 * rowSize + x0 * channels;
    const q = x0 < width - 1 ? p + channels : p;
    const next = y0 < height - 1 ? rowSize : 0;
    const upperLeft = up * left;
    const upperRight = up * right;
    const lowerLeft = down * left;
    const lowerRight = down * right;
    // the loop written out for RGB: a third faster
    if (channels === 3) {
      const r = p + next;
      const s = q + next;
      output[out] =
        upperLeft * values[p]! +
        upperRight * values[q]! +
        lowerLeft * values[r]! +
        lowerRight * values[s]!;
      output[out + 1] =
        upperLeft * values[p + 1]! +
        upperRight * values[q + 1]! +
        lowerLeft * values[r + 1]! +
        lowerRight * values[s + 1]!;
      output[out + 2] =
        upperLeft * values[p + 2]! +
        upperRight * values[q + 2]! +
        lowerLeft * values[r + 2]! +
        lowerRight * values[s + 2]!;
      out += 3;
    } else {
      for (let c = 0; c < channels; c++) {
        output[out++] =
          upperLeft * values[p + c]! +
          upperRight * values[q + c]! +
          lowerLeft * values[p + next + c]! +
          lowerRight * values[q + next + c]!;
      }
    }
  }
}

function readWithFill(
  { values, base, height, width, channels, fill }: Source,
  xs: Float32Array,
  ys: Float32Array,
  output: ImageBatch["values"],
  start: number,
): void {
  const rowSize = width * channels;
  let out = start;
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i]!;
    const y = ys[i]!;
    if (!(x > -1 && x < width && y > -1 && y < height)) {
      for (let c = 0; c < channels; c++) output[out++] = fill;
      continue;
    }
    const x0 = Math.floor(x);
    const y0 = Math.floor(y);
    const right = x - x0;
    const down = y - y0;
    const left = 1 - right;
    const up = 1 - down;
    const hasLeft = x0 >= 0;
    const hasRight = x0 < width - 1;
    const hasUp = y0 >= 0;
    const hasDown = y0 < height - 1;
    const p = base + y0 * rowSize + x0 * channels;
    for (let c = p; c < p + channels; c++) {
      const upperLeft = hasUp && hasLeft ? values[c]! : fill;
      const upperRight = hasUp && hasRight ? values[c + channels]! : fill;
      const lowerLeft = hasDown && hasLeft ? values[c + rowSize]! : fill;
      const lowerRight = hasDown && hasRight ? values[c + rowSize + channels]! : fill;
      output[out++] =
        up * (left * upperLeft + right * upperRight) +
        down * (left * lowerLeft + right * lowerRight);
    }
  }
}

function readNearest(
  { values, base, height, width, channels, fill }: Source,
  xs: Float32Array,
  ys: Float32Array,
  output: ImageBatch["values"],
  start: number,
): void {
  let out = start;
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i]!;
    const y = ys[i]!;
    // C's round() sends -0.5 away from zero, so it is outside; above it every point rounds to 0 or more
    if (!(x > -0.5 && x < width - 0.5 && y > -0.5 && y < height - 0.5)) {
      for (let c = 0; c < channels; c++) output[out++] = fill;
      continue;
    }
    const p = base + (((y + 0.5) | 0) * width + ((x + 0.5) | 0)) * channels;
    for (let c = p; c < p + channels; c++) output[out++] = values[c]!;
  }
}
