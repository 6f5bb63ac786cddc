/**
 * The bin of each number among ascending boundaries: how many of them are not above it. NaN falls into the
 * last bin.
 *
 * @example
 * import { ops } from "preplab";
 * console.log(ops.binIndices([-1, 0, 0.5, 7], Float32Array.of(0, 1)).join()); // 0,1,1,2
 */
export function binIndices(values: ArrayLike<number>, boundaries: Float32Array): Int32Array {
  const bins = new Int32Array(values.length);
  for (let i = 0; i < bins.length; i++) {
    const value = values[i]!;
    let low = 0;
    let high = boundaries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      // false for NaN too
      if (value < boundaries[middle]!) high = middle;
      else low = middle + 1;
    }
    bins[i] = low;
  }
  return bins;
}
