import type { SymbolicTensor, Tensor } from "@tensorflow/tfjs";
import type { ByteExamples } from "../../byte-examples.js";
import type { Leaf, NestedArray } from "../../ops/nested-array.js";

/** Typed arrays that hold numbers a tensor can hold. */
export type NumberArray =
  | Float32Array
  | Float64Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray;

/** A column of a data frame: anything that keeps its items in `values`. */
export interface Column {
  readonly values: readonly Leaf[] | readonly NestedArray<Leaf>[] | NumberArray;
}

/** A column that makes an array of itself: a vector of Arrow, a column of flechette, a series of Polars. */
export interface ColumnVector {
  readonly length: number;
  toArray(): unknown;
  [Symbol.iterator](): Iterator<unknown>;
}

/**
 * Values that a layer takes: a tensor, a (nested) array, a typed array, one value, a data frame's column or
 * examples kept as bytes.
 */
export type LayerInput =
  | Tensor
  | NestedArray<Leaf>
  | NumberArray
  | Column
  | ColumnVector
  | ByteExamples;

/** What may follow the inputs when a layer is called. */
export interface CallOptions {
  /** Whether to behave as in training. Without it random layers augment and all others predict. */
  readonly training?: boolean | undefined;
}

/**
 * A layer called like a function: symbolic in, symbolic out; values in, a tensor out. Values come first for
 * inputs of the type `any`, such as columns of danfo.js, and last for functions that are handed a layer.
 */
export interface LayerCall {
  (inputs: LayerInput | Tensor[], options?: CallOptions): Tensor;
  (inputs: SymbolicTensor | SymbolicTensor[], options?: CallOptions): SymbolicTensor;
  (inputs: LayerInput | Tensor[], options?: CallOptions): Tensor;
}

/** The options of a call; none when something else came second, as the index in `array.map(layer)`. */
export function readCallOptions(value: unknown): CallOptions {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
