import { scanHeap } from "../simd/heap.js";
import { sizeOf } from "./dense-array.js";

/** Mean and spread of numbers, one of each for every place that is kept apart. */
export interface Moments {
  /** How many numbers stand behind each mean. */
  readonly count: number;
  readonly means: Float64Array;
  /** Sums of squared distances from the mean. */
  readonly squares: Float64Array;
}

// partial sums stay short, so that rounding does not grow with the data
const BLOCK = 8192;

/**
 * The moments of an array over all axes but `keptAxes`, which ascend. Summed in float64 as distances from
 * each place's first number: a large common offset costs no digits.
 *
 * @example
 * import { ops } from "preplab";
 * const { means, squares } = ops.momentsOf(Float32Array.of(1, 10, 3, 30), [2, 2], [1]);
 * console.log(means.join(), squares.join()); // 2,20 2,200
 */
export function momentsOf(
  values: Float32Array | Int32Array | Uint8Array,
  shape: readonly number[],
  keptAxes: readonly number[],
): Moments {
  const places = sizeOf(keptAxes.map((axis) => shape[axis]!));
  const first = keptAxes[0] ?? shape.length;
  const last = keptAxes.at(-1) ?? shape.length - 1;
  const run = sizeOf(shape.slice(last + 1));
  const middle = shape.slice(first, last + 1);
  const placeOf = keptPlaces(
    middle,
    keptAxes.map((axis) => axis - first),
  );
  const inner = keptAxes.length === 0 ? values.length : run;
  const sums: Sums = {
    offsets: new Float64Array(places),
    sums: new Float64Array(places),
    squares: new Float64Array(places),
  };
  const count = places === 0 ? 0 : values.length / places;
  if (count === 0) return { count: 0, means: sums.sums, squares: sums.squares };
  // backwards, so that each place keeps its first number
  for (let i = placeOf.length - 1; i >= 0; i--) sums.offsets[placeOf[i]!] = values[i * inner]!;
  const isColumns = keptAxes.length === 0 || (inner === 1 && keptAxes.length === 1);
  if (isColumns && addOnHeap(values, places, sums)) return finish(count, sums);
  if (inner >= 4 || places === 1) addRuns(values, inner, placeOf, sums);
  else addRows(values, inner, placeOf, sums);
  return finish(count, sums);
}

function finish(count: number, { offsets, sums, squares }: Sums): Moments {
  return {
    count,
    means: sums.map((sum, place) => offsets[place]! + sum / count),
    squares: squares.map((square, place) =>
      Math.max(0, square - (sums[place]! * sums[place]!) / count),
    ),
  };
}

// the last axis is kept, or none: sums in place with a routine, where there is one for the array
function addOnHeap(
  values: Float32Array | Int32Array | Uint8Array,
  columns: number,
  { offsets, sums, squares }: Sums,
): boolean {
  if (!(values instanceof Float32Array)) return false;
  const rows = values.length / columns;
  const done = scanHeap(values, 24 * columns, ({ routines, x, room, doubles }) => {
    const [ofSums, ofSquares] = [room + 8 * columns, room + 16 * columns];
    doubles(room, columns).set(offsets);
    doubles(ofSums, 2 * columns).fill(0);
    routines.addColumnMoments(x, rows, columns, room, ofSums, ofSquares);
    sums.set(doubles(ofSums, columns));
    squares.set(doubles(ofSquares, columns));
    return true;
  });
  return done === true;
}

/** The moments of two arrays together. Throws when they keep different places. */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.means.length !== b.means.length) {
    throw new Error(
      `moments: expected ${a.means.length} places. Received: ${b.means.length} places`,
    );
  }
  const count = a.count + b.count;
  if (b.count === 0) return a;
  if (a.count === 0) return b;
  const weight = b.count / count;
  return {
    count,
    means: a.means.map((mean, i) => mean + (b.means[i]! - mean) * weight),
    squares: a.squares.map((square, i) => {
      const distance = b.means[i]! - a.means[i]!;
      return square + b.squares[i]! + distance * distance * a.count * weight;
    }),
  };
}

interface Sums {
  readonly offsets: Float64Array;
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

// which kept place each element of the middle axes belongs to
function keptPlaces(middle: readonly number[], keptAxes: readonly number[]): Int32Array {
  const places = new Int32Array(sizeOf(middle));
  let repeat = 1;
  let stride = 1;
  for (let axis = middle.length - 1; axis >= 0; axis--) {
    const size = middle[axis]!;
    if (keptAxes.includes(axis)) {
      for (let i = 0; i < places.length; i++) {
        places[i]! += (Math.floor(i / repeat) % size) * stride;
      }
      stride *= size;
    }
    repeat *= size;
  }
  return places;
}

// long runs of one place
function addRuns(
  values: ArrayLike<number>,
  inner: number,
  placeOf: Int32Array,
  { offsets, sums, squares }: Sums,
): void {
  for (let start = 0, i = 0; start < values.length; start += inner) {
    const place = placeOf[i]!;
    const offset = offsets[place]!;
    const end = start + inner;
    for (let from = start; from < end; from += BLOCK) {
      const to = Math.min(end, from + BLOCK);
      let [sum, sum2, square, square2] = [0, 0, 0, 0];
      let at = from;
      // two chains of additions run side by side
      for (; at + 1 < to; at += 2) {
        const x = values[at]! - offset;
        const y = values[at + 1]! - offset;
        sum += x;
        sum2 += y;
        square += x * x;
        square2 += y * y;
      }
      if (at < to) {
        const x = values[at]! - offset;
        sum += x;
        square += x * x;
      }
      sums[place]! += sum + sum2;
      squares[place]! += square + square2;
    }
    if (++i === placeOf.length) i = 0;
  }
}

// short runs: a row holds every place, and each column is added up over a block of rows
function addRows(
  values: ArrayLike<number>,
  inner: number,
  placeOf: Int32Array,
  { offsets, sums, squares }: Sums,
): void {
  const size = placeOf.length * inner;
  // what fits into the processor's cache, for it is read once per column
  const block = size * Math.max(8, Math.floor(BLOCK / size));
  for (let from = 0; from < values.length; from += block) {
    const to = Math.min(values.length, from + block);
    for (let column = 0; column < size; column++) {
      const place = placeOf[inner === 1 ? column : Math.floor(column / inner)]!;
      const offset = offsets[place]!;
      let [sum, sum2, square, square2] = [0, 0, 0, 0];
      let at = from + column;
      for (; at + size < to; at += 2 * size) {
        const x = values[at]! - offset;
        const y = values[at + size]! - offset;
        sum += x;
        sum2 += y;
        square += x * x;
        square2 += y * y;
      }
      if (at < to) {
        const x = values[at]! - offset;
        sum += x;
        square += x * x;
      }
      sums[place]! += sum + sum2;
      squares[place]! += square + square2;
    }
  }
}
