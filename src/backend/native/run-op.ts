import type { DataType, Tensor, TensorInfo } from "@tensorflow/tfjs";
import type { Binding, Handle, RawAttribute, TensorflowBackend } from "./tensorflow-backend.js";

/** An attribute of a TensorFlow operation, by its kind. */
export type OpAttribute =
  | { readonly type: DataType | "int64" }
  | { readonly int: number | readonly number[] }
  | { readonly float: number }
  | { readonly bool: boolean }
  | { readonly string: string };

/** A tensor, a tensor that the operation wants as int64, or numbers of a vector or scalar. */
export type OpInput =
  | TensorInfo
  | { readonly int64: TensorInfo }
  | { readonly values: Float32Array | Int32Array; readonly shape: readonly number[] };

/** A call of a TensorFlow operation. */
export interface OpCall {
  readonly name: string;
  readonly inputs: readonly OpInput[];
  readonly attributes?: Readonly<Record<string, OpAttribute>>;
  /** How many results it gives. Defaults to 1. */
  readonly outputs?: number;
}

/** Runs a TensorFlow operation; int64 results, which tfjs lacks, become int32. */
export function runOp(
  backend: TensorflowBackend,
  { name, inputs, attributes = {}, outputs = 1 }: OpCall,
): Tensor[] {
  const { binding } = backend;
  const own: number[] = [];
  try {
    const ids = inputs.map((input) => {
      if ("dataId" in input) return backend.getInputTensorIds([input])[0]!;
      const id =
        "int64" in input
          ? cast(backend, backend.getInputTensorIds([input.int64])[0]!, "int32", "int64").id
          : createTensor(binding, input.values, input.shape);
      own.push(id);
      return id;
    });
    const raw = Object.entries(attributes).map(([key, value]) => rawAttribute(backend, key, value));
    const results = binding.executeOp(name, raw, ids, outputs);
    return results.map((result) => {
      if (result.dtype !== binding.TF_INT64) return backend.createOutputTensor(result);
      own.push(result.id);
      return backend.createOutputTensor(cast(backend, result.id, "int64", "int32"));
    });
  } finally {
    for (const id of own) binding.deleteTensor(id);
  }
}

/** The same for an operation with one result. */
export function runOne(backend: TensorflowBackend, call: OpCall): Tensor {
  return runOp(backend, call)[0]!;
}

/** Whole numbers as a vector. */
export function intVector(values: readonly number[]): OpInput {
  return { values: Int32Array.from(values), shape: [values.length] };
}

/** A whole number. */
export function intScalar(value: number): OpInput {
  return { values: Int32Array.of(value), shape: [] };
}

/** A float32 number. */
export function floatScalar(value: number): OpInput {
  return { values: Float32Array.of(value), shape: [] };
}

function createTensor(
  binding: Binding,
  values: Float32Array | Int32Array,
  shape: readonly number[],
): number {
  const dtype = values instanceof Float32Array ? binding.TF_FLOAT : binding.TF_INT32;
  return binding.createTensor(shape, dtype, values);
}

function cast(
  backend: TensorflowBackend,
  id: number,
  from: "int32" | "int64",
  to: "int32" | "int64",
): Handle {
  const attributes = Object.entries({ SrcT: { type: from }, DstT: { type: to } } as const).map(
    ([key, value]) => rawAttribute(backend, key, value),
  );
  return backend.binding.executeOp("Cast", attributes, [id], 1)[0]!;
}

function rawAttribute(
  backend: TensorflowBackend,
  name: string,
  attribute: OpAttribute,
): RawAttribute {
  const { binding } = backend;
  if ("type" in attribute) {
    const { type } = attribute;
    const value = type === "int64" ? binding.TF_INT64 : backend.getDTypeInteger(type);
    return { name, type: binding.TF_ATTR_TYPE, value };
  }
  if ("int" in attribute) return { name, type: binding.TF_ATTR_INT, value: attribute.int };
  if ("float" in attribute) return { name, type: binding.TF_ATTR_FLOAT, value: attribute.float };
  if ("bool" in attribute) return { name, type: binding.TF_ATTR_BOOL, value: attribute.bool };
  return { name, type: binding.TF_ATTR_STRING, value: attribute.string };
}
