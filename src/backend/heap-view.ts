import type { Tensor } from "@tensorflow/tfjs";
import type { NumericArray } from "../ops/dense-array.js";
import { tf } from "../tensorflow.js";

/** What of tfjs's WebAssembly backend is used here. */
interface WasmBackend {
  readonly wasm: {
    readonly HEAPU8: Uint8Array;
    _malloc(bytes: number): number;
    _free(offset: number): void;
  };
  readonly dataIdMap: { has(dataId: object): boolean };
  typedArrayFromHeap(tensor: Tensor): NumericArray["values"];
}

const LEAST_ROOM = 1 << 24;

/**
 * The values of a tensor where the WebAssembly backend keeps them, not copied: only for reading, and until
 * the next tensors are made. Undefined for tensors of other backends and types.
 */
export function heapView(tensor: Tensor): NumericArray["values"] | undefined {
  const backend = wasmBackend();
  if (backend === undefined || tensor.isDisposed || !backend.dataIdMap.has(tensor.dataId)) {
    return undefined;
  }
  if (tensor.dtype !== "float32" && tensor.dtype !== "int32" && tensor.dtype !== "bool") {
    return undefined;
  }
  // the memory grows now rather than under the view, when a result is put there
  backend.wasm._free(backend.wasm._malloc(Math.max(LEAST_ROOM, 8 * tensor.size)));
  return backend.typedArrayFromHeap(tensor);
}

/** The values, copied if they stand in the backend's memory, which moves when it grows. */
export function outsideHeap<V extends NumericArray["values"]>(values: V): V {
  const heap = wasmBackend()?.wasm.HEAPU8.buffer;
  return values.buffer === heap ? (values.slice() as V) : values;
}

function wasmBackend(): WasmBackend | undefined {
  // a private part of tfjs 4.22, whose version is pinned
  return tf.getBackend() === "wasm" ? (tf.backend() as unknown as WasmBackend) : undefined;
}
