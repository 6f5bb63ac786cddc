import { type Parameter, spread } from "./broadcast.js";
import type { NumericArray } from "./dense-array.js";

const { fround, max, sqrt } = Math;
const SMALLEST_DEVIATION = fround(1e-7);

/** Means and variances that spread over an array, both of one shape. */
export interface Statistics {
  readonly mean: Parameter;
  readonly variance: Parameter;
}

/**
 * (x - mean) / deviation in float32, or mean + x * deviation when inverted. The deviation, the root of the
 * variance, is at least 1e-7.
 */
export function normalize(
  x: NumericArray,
  { mean, variance }: Statistics,
  invert: boolean,
): NumericArray {
  const means = spread(mean, x.shape);
  const roots = variance.values.map((value) => max(fround(sqrt(value)), SMALLEST_DEVIATION));
  const deviations = spread({ shape: variance.shape, values: roots }, x.shape);
  const values = new Float32Array(x.values.length);
  const input = x.values;
  const varies = max(means.length, deviations.length);
  const period = varies === 1 ? values.length : varies;
  for (let start = 0; start < values.length; start += period) {
    for (let i = 0; i < period; i++) {
      const place = start + i;
      const center = means[means.length === 1 ? 0 : i]!;
      const deviation = deviations[deviations.length === 1 ? 0 : i]!;
      values[place] = invert
        ? center + fround(input[place]! * deviation)
        : fround(fround(input[place]!) - center) / deviation;
    }
  }
  return { values, shape: x.shape, dtype: "float32" };
}
