import type { SymbolicTensor, Tensor } from "@tensorflow/tfjs";
import { ByteExamples } from "../../byte-examples.js";
import type { DenseArray, NumericArray } from "../../ops/dense-array.js";
import { flattenNested, type Leaf, type NestedArray } from "../../ops/nested-array.js";
import { received } from "../../received.js";
import { adopt, heapScope, heapView, outsideHeap, reserveHeap } from "../../simd/heap.js";
import { tf } from "../../tensorflow.js";
import { isColumnVector, vectorValues } from "./column-vector.js";
import type { Column, LayerInput, NumberArray } from "./layer-call.js";

/** Which type plain JavaScript numbers become; `int32` only when none has a fraction. */
export type PlainNumbers = "float32" | "int32";

export function isTensor(value: unknown): value is Tensor {
  return value instanceof tf.Tensor;
}

export function isSymbolic(value: unknown): value is SymbolicTensor | SymbolicTensor[] {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return first instanceof tf.SymbolicTensor;
}

/** Whether the value is a list of tensors: the inputs of a merging layer. */
export function isTensorList(value: unknown): value is Tensor[] {
  return Array.isArray(value) && value.length > 0 && value.every(isTensor);
}

/** The values of any input on the JavaScript side. Throws, naming `owner`, when it holds none. */
export function readInput(owner: string, input: unknown, numbers: PlainNumbers): DenseArray {
  if (isTensor(input)) return readTensor(owner, input);
  if (isTensorList(input)) return readTensorList(owner, input);
  if (isPlain(input)) return typeLeaves(owner, input, numbers);
  if (isNumberArray(input)) return readTypedArray(input);
  if (input instanceof ByteExamples) {
    const { values, shape } = input;
    return { values: new Float32Array(values), shape, dtype: "float32" };
  }
  if (isColumn(input)) return readInput(owner, input.values, numbers);
  if (isColumnVector(input)) return readInput(owner, vectorValues(owner, input), numbers);
  throw new Error(
    `${owner}: expected a tensor, an array, a typed array or one value. Received: ${received(input)}`,
  );
}

/** A tensor's own values: on the cpu backend the live buffer, so only for reading. */
export function readTensor(owner: string, tensor: Tensor): DenseArray {
  const { shape, dtype } = tensor;
  if (dtype === "string")
    return { shape, dtype, values: tensor.dataSync<"string">() as unknown as string[] }; // typed as one string array
  if (dtype === "complex64") throw new Error(`${owner}: complex64 tensors are not supported.`);
  return { shape, dtype, values: tensor.dataSync() } as NumericArray; // dtype decides the kind of array
}

/** As `readInput`, but without a copy where the values stand in the backend's own memory. */
export function readInPlace(owner: string, input: unknown, numbers: PlainNumbers): DenseArray {
  const values = isTensor(input) ? heapView(input) : undefined;
  if (values === undefined) {
    const plain = readInput(owner, input, numbers);
    reserveHeap(plain.values.length);
    return plain;
  }
  const { shape, dtype } = input as Tensor; // or there would be no values
  return { shape, dtype, values } as NumericArray; // dtype decides the kind of array
}

/** A new tensor of these values. */
export function toTensor({ values, shape, dtype }: DenseArray): Tensor {
  const adopted = dtype === "float32" ? adopt(values, shape) : undefined;
  if (adopted !== undefined) return adopted;
  const own = dtype === "string" ? values : outsideHeap(values);
  return tf.tensor(own as Float32Array | string[], shape as number[], dtype); // tfjs only reads them
}

/** A new tensor of what `compute` gives, which may read and leave numbers in the backend's own memory. */
export function computeTensor(compute: () => DenseArray): Tensor {
  return heapScope(() => tf.tidy(() => toTensor(compute())));
}

/** Any input as a tensor: a given one as it is, anything else as a new one. */
export function inputTensor(owner: string, input: LayerInput, numbers: PlainNumbers): Tensor {
  return isTensor(input) ? input : toTensor(readInput(owner, input, numbers));
}

function readTensorList(owner: string, tensors: Tensor[]): DenseArray {
  if (tensors.length === 1) return readTensor(owner, tensors[0]!);
  throw new Error(`${owner}: expected one input. Received: a list of ${tensors.length} tensors`);
}

function typeLeaves(owner: string, input: NestedArray<Leaf>, numbers: PlainNumbers): DenseArray {
  const { shape, leaves } = flattenNested(owner, input);
  const kind = leaves.length === 0 ? "number" : typeof leaves[0];
  if (kind !== "string" && kind !== "number" && kind !== "boolean") {
    throw new Error(
      `${owner}: arrays may hold strings, numbers and booleans. Received: ${received(leaves[0])}`,
    );
  }
  for (const leaf of leaves) {
    if (typeof leaf === kind) continue;
    throw new Error(
      `${owner}: all values of an array must be of one type. Received: ${kind} and ${typeof leaf}`,
    );
  }
  if (kind === "string") return { shape, dtype: "string", values: leaves as readonly string[] };
  if (kind === "boolean")
    return { shape, dtype: "bool", values: Uint8Array.from(leaves as number[]) };
  const dense = leaves as readonly number[];
  return numbers === "int32" && dense.every(isInt32)
    ? { shape, dtype: "int32", values: Int32Array.from(dense) }
    : { shape, dtype: "float32", values: Float32Array.from(dense) };
}

function isInt32(value: number): boolean {
  return (value | 0) === value;
}

function readTypedArray(array: NumberArray): NumericArray {
  const shape = [array.length];
  if (array instanceof Float32Array) return { shape, dtype: "float32", values: array };
  if (array instanceof Float64Array) {
    return { shape, dtype: "float32", values: Float32Array.from(array) };
  }
  return {
    shape,
    dtype: "int32",
    values: array instanceof Int32Array ? array : Int32Array.from(array),
  };
}

function isPlain(value: unknown): value is NestedArray<Leaf> {
  return (
    Array.isArray(value) ||
    typeof value === "string" ||
    typeof value === "number" ||
    typeof value === "boolean"
  );
}

export function isNumberArray(value: unknown): value is NumberArray {
  return (
    ArrayBuffer.isView(value) &&
    !(value instanceof DataView) &&
    !(value instanceof BigInt64Array) &&
    !(value instanceof BigUint64Array)
  );
}

export function isColumn(value: unknown): value is Column {
  return (
    typeof value === "object" &&
    value !== null &&
    "values" in value &&
    (Array.isArray(value.values) || isNumberArray(value.values))
  );
}
