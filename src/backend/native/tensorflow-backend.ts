import type { DataType, Tensor, TensorInfo } from "@tensorflow/tfjs";

/** A result of TensorFlow before tfjs knows of it; `dtype` is TensorFlow's number of the type. */
export interface Handle {
  readonly id: number;
  readonly shape: number[];
  readonly dtype: number;
}

/** An attribute of an operation as the addon takes it. */
export interface RawAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** What of the addon is used here. */
export interface Binding {
  readonly TF_Version: string;
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_INT64: number;
  readonly TF_STRING: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_STRING: number;
  createTensor(shape: readonly number[], dtype: number, values: Float32Array | Int32Array): number;
  deleteTensor(id: number): void;
  executeOp(
    name: string,
    attributes: readonly RawAttribute[],
    inputs: readonly number[],
    outputs: number,
  ): Handle[];
}

/** What of the backend of tfjs-node 4.22 is used here. */
export interface TensorflowBackend {
  binding: Binding;
  readonly isUsingGpuDevice: boolean;
  getDTypeInteger(dtype: DataType): number;
  getInputTensorIds(tensors: readonly TensorInfo[]): number[];
  createOutputTensor(handle: Handle): Tensor;
}
