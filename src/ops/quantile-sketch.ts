const { ceil, floor, fround, max, trunc } = Math;

/** Some of the values of a larger set, ascending, each with how many it stands for. */
export interface Sketch {
  readonly values: Float32Array;
  readonly weights: Float32Array;
}

/** Which of a batch's sorted values stand for their neighbours: Keras 3 and tf_keras start differently. */
export type SketchStart = "keras3" | "tf_keras";

/**
 * About 1 / epsilon of a batch's values, evenly spaced in their order. NaN sorts behind all numbers.
 *
 * @example
 * import { ops } from "preplab";
 * const { values, weights } = ops.sketchOf(Float32Array.of(4, 2, 1, 3), 0.5);
 * console.log(values.join(), weights.join()); // 2,4 2,2
 */
export function sketchOf(
  batch: ArrayLike<number>,
  epsilon: number,
  start: SketchStart = "keras3",
): Sketch {
  const sorted = Float32Array.from(batch).sort();
  const exact = sorted.length / (1 / epsilon);
  const increment = start === "keras3" ? exact : trunc(exact);
  const step = max(increment, 1);
  const first = trunc(start === "keras3" ? step - 1 : increment);
  const stride = trunc(step);
  const size = max(0, ceil((sorted.length - first) / stride));
  const values = Float32Array.from({ length: size }, (_, i) => sorted[first + i * stride]!);
  return { values, weights: new Float32Array(size).fill(step) };
}

/** Two sketches as one of about 1 / epsilon values; among equal values those of `a` come first. */
export function mergeSketches(a: Sketch, b: Sketch, epsilon: number): Sketch {
  const size = a.values.length + b.values.length;
  const values = new Float32Array(size);
  const weights = new Float32Array(size);
  for (let i = 0, ofA = 0, ofB = 0; i < size; i++) {
    const x = a.values[ofA];
    const y = b.values[ofB];
    const takesA = y === undefined || (x !== undefined && x <= y);
    values[i] = takesA ? x! : y;
    weights[i] = takesA ? a.weights[ofA++]! : b.weights[ofB++]!;
  }
  return compressSketch({ values, weights }, epsilon);
}

/** The values that part a sketch into `bins` of about equal weight: one less than bins. */
export function binBoundaries(sketch: Sketch, bins: number): Float32Array {
  return compressSketch(sketch, 1 / bins).values.slice(0, -1);
}

/**
 * A sketch of the values at the fractions epsilon, 2 epsilon, ... of the weight, interpolated; a sketch
 * below 1 / epsilon values stays as it is. Rounds where NumPy does: sums in float32, the rest in float64.
 */
export function compressSketch(sketch: Sketch, epsilon: number): Sketch {
  if (sketch.values.length * epsilon < 1) return sketch;
  const sums = new Float32Array(sketch.weights.length);
  let sum = 0;
  sketch.weights.forEach((weight, i) => {
    sum = fround(sum + weight);
    sums[i] = sum;
  });
  const fractions = sums.map((each) => each / sum);
  const size = ceil(1 / epsilon);
  const values = new Float32Array(size);
  const weights = new Float32Array(size);
  for (let i = 0, before = 0; i < size; i++) {
    const fraction = epsilon + i * epsilon;
    values[i] = interpolate(fraction, fractions, sketch.values);
    const upTo = interpolate(fraction, fractions, sums);
    weights[i] = upTo - before;
    before = upTo;
  }
  return { values, weights };
}

// as numpy.interp, the ends repeated outside
function interpolate(x: number, xs: Float32Array, ys: Float32Array): number {
  const last = xs.length - 1;
  if (x > xs[last]!) return ys[last]!;
  if (x < xs[0]!) return ys[0]!;
  let low = 0;
  let high = xs.length;
  while (high - low > 1) {
    const middle = floor((low + high) / 2);
    if (x >= xs[middle]!) low = middle;
    else high = middle;
  }
  if (low === last || xs[low] === x) return ys[low]!;
  const slope = (ys[low + 1]! - ys[low]!) / (xs[low + 1]! - xs[low]!);
  return slope * (x - xs[low]!) + ys[low]!;
}
