import type { NumericArray } from "./dense-array.js";

const { floor } = Math;

/** The closest int32 to each value, halves to the even one, as TensorFlow rounds; beyond the ends the end. */
export function roundToInt32(values: NumericArray["values"]): Int32Array {
  if (values instanceof Int32Array) return values;
  const rounded = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    rounded[i] = Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, roundHalfEven(values[i]!)));
  }
  return rounded;
}

/** The closest whole number, halves to the even one. */
export function roundHalfEven(value: number): number {
  const below = floor(value);
  const rest = value - below;
  if (rest === 0.5) return below % 2 === 0 ? below : below + 1;
  return rest < 0.5 ? below : below + 1;
}
