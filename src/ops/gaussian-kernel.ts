import type { FilterKernel } from "./depthwise-filter.js";

const { exp, fround } = Math;

/**
 * A Gaussian of odd size that sums to 1; `sizes` and `sigmas` are a pair for x and y.
 *
 * @example
 * import { ops } from "preplab";
 * const { weights } = ops.gaussianKernel([3, 1], [1, 1]);
 * console.log(Array.from(weights, (weight) => weight.toFixed(3)).join()); // 0.274,0.452,0.274
 */
export function gaussianKernel(
  [sizeX, sizeY]: readonly [number, number],
  sigmas: ArrayLike<number>,
): FilterKernel {
  const x = gaussian(sizeX, sigmas[0]!);
  const y = gaussian(sizeY, sigmas[1]!);
  const weights = new Float32Array(sizeX * sizeY);
  for (let i = 0; i < weights.length; i++) {
    weights[i] = y[Math.floor(i / sizeX)]! * x[i % sizeX]!;
  }
  // Keras reads the weights, laid out y by x, as rows by columns in the given order of sizes
  return { weights, rows: sizeX, columns: sizeY };
}

/** One line of a Gaussian of odd size that sums to 1. */
export function gaussian(size: number, sigma: number): Float32Array {
  const weights = new Float32Array(size);
  let sum = 0;
  for (let i = 0; i < size; i++) {
    const distance = fround((i - (size - 1) / 2) / sigma);
    weights[i] = exp(-0.5 * fround(distance * distance));
    sum = fround(sum + weights[i]!);
  }
  return weights.map((weight) => weight / sum);
}
