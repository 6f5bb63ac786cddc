const { fround } = Math;

/**
 * Rows of numbers mixed with rows of the same array: row i times `weights[i]`, and row `order[i]` times the
 * rest to 1. Float32.
 *
 * @example
 * import { ops } from "preplab";
 * const rows = Float32Array.of(1, 0, 0, 1);
 * console.log(ops.mixRows(rows, Float32Array.of(0.75, 0.5), [1, 0]).join()); // 0.75,0.25,0.5,0.5
 */
export function mixRows(
  values: Float32Array | Int32Array | Uint8Array,
  weights: Float32Array,
  order: ArrayLike<number>,
): Float32Array {
  const size = values.length / weights.length;
  const mixed = new Float32Array(values.length);
  weights.forEach((weight, row) => {
    const rest = fround(1 - weight);
    const other = order[row]! * size;
    for (let i = 0, at = row * size; i < size; i++, at++) {
      mixed[at] = fround(weight * values[at]!) + fround(rest * values[other + i]!);
    }
  });
  return mixed;
}
