/** Number of values in an array of this shape; 1 for a scalar. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Numbers in row-major order, before or after they are a tensor. `bool` holds 0 and 1. */
export interface NumericArray {
  readonly shape: readonly number[];
  readonly dtype: "float32" | "int32" | "bool";
  readonly values: Float32Array | Int32Array | Uint8Array;
}

/** Strings in row-major order. */
export interface StringArray {
  readonly shape: readonly number[];
  readonly dtype: "string";
  readonly values: readonly string[];
}

/** The values of a tensor on the JavaScript side: what every layer computes on. Never written to. */
export type DenseArray = NumericArray | StringArray;

/** The same values as float32; the array itself when it is float32 already. */
export function toFloat32(array: NumericArray): Float32Array {
  return array.values instanceof Float32Array ? array.values : Float32Array.from(array.values);
}

/** The same values as int32, fractions cut off; the array itself when it is int32 already. */
export function toInt32(array: NumericArray): Int32Array {
  return array.values instanceof Int32Array ? array.values : Int32Array.from(array.values);
}
