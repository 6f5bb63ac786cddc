import type { ImageBatch } from "./projective-transform.js";

/** Values below or above the range moved to its ends, in a new batch of the same type; NaN stays. */
export function clipTo(
  { values, shape }: ImageBatch,
  [low, high]: readonly [number, number],
): ImageBatch {
  const clipped = values.slice();
  for (let i = 0; i < clipped.length; i++) {
    clipped[i] = Math.min(high, Math.max(low, clipped[i]!));
  }
  return { values: clipped, shape };
}
