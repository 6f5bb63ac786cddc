import type { backend_util, DataType, TensorInfo } from "@tensorflow/tfjs";
import { type Routines, routinesOn } from "../../simd/routines.js";
import { tf } from "../../tensorflow.js";

/** Types whose values stand in the backend's memory. */
export type HeapDtype = "float32" | "int32" | "bool";

/** What the backend knows of one tensor. */
export interface HeapEntry {
  readonly id: number;
  /** Address in bytes; null for strings. */
  readonly memoryOffset: number | null;
  readonly shape: number[];
  readonly dtype: DataType;
  readonly stringBytes?: Uint8Array[];
  refCount: number;
}

/** The parts of tfjs-backend-wasm 4.22, whose version is pinned, that kernels work with. */
export interface WasmBackend {
  readonly wasm: {
    readonly HEAPU8: Uint8Array<ArrayBuffer>;
    readonly asm: { readonly memory: WebAssembly.Memory };
    _malloc(bytes: number): number;
    _free(offset: number): void;
    readonly tfjs: {
      registerTensor(id: number, size: number, offset: number): void;
      disposeData(id: number): void;
    };
  };
  readonly dataIdMap: {
    get(dataId: object): HeapEntry;
    has(dataId: object): boolean;
    set(dataId: object, entry: HeapEntry): void;
  };
  dataIdNextNumber: number;
  makeOutput(
    shape: number[],
    dtype: DataType,
    memoryOffset?: number,
    values?: backend_util.BackendValues,
  ): TensorInfo;
  readSync(dataId: object, start?: number, end?: number): backend_util.BackendValues;
  move(
    dataId: object,
    values: backend_util.BackendValues | null,
    shape: number[],
    dtype: DataType,
    refCount: number,
  ): void;
  disposeData(dataId: object, force?: boolean): boolean;
  incRef(dataId: object): void;
}

interface Views {
  float32: Float32Array<ArrayBuffer>;
  int32: Int32Array<ArrayBuffer>;
  bool: Uint8Array<ArrayBuffer>;
}

/** The backend if it is the active one. */
export function activeWasmBackend(): WasmBackend | undefined {
  return tf.getBackend() === "wasm" ? (tf.backend() as unknown as WasmBackend) : undefined; // private parts
}

/** Where the values of a tensor stand in the backend's memory, in bytes. */
export function addressOf(backend: WasmBackend, tensor: TensorInfo): number {
  return backend.dataIdMap.get(tensor.dataId).memoryOffset!;
}

/**
 * The values of a tensor in place. Views die when the memory grows: all outputs are made before the first view
 * is taken.
 */
export function viewOf<D extends HeapDtype>(
  backend: WasmBackend,
  tensor: TensorInfo,
  dtype: D,
): Views[D] {
  const address = addressOf(backend, tensor);
  const size = tf.util.sizeFromShape(tensor.shape);
  const { buffer } = backend.wasm.HEAPU8;
  switch (dtype) {
    case "float32":
      return new Float32Array(buffer, address, size) as Views[D];
    case "int32":
      return new Int32Array(buffer, address, size) as Views[D];
    default:
      return new Uint8Array(buffer, address, size) as Views[D];
  }
}

/** The same, for values that are only moved: bool as bytes, the others as 32-bit words. */
export function wordsOf(
  backend: WasmBackend,
  tensor: TensorInfo,
): Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer> {
  return viewOf(backend, tensor, tensor.dtype === "bool" ? "bool" : "int32");
}

const routines = new WeakMap<WebAssembly.Memory, Routines>();

/** The SIMD routines, working in the backend's memory. */
export function routinesFor(backend: WasmBackend): Routines {
  const { memory } = backend.wasm.asm;
  let known = routines.get(memory);
  if (known === undefined) {
    known = routinesOn(memory);
    routines.set(memory, known);
  }
  return known;
}

/** Runs `use` with room for so many bytes that is gone afterwards. Throws when the memory is full. */
export function withScratch<T>(
  backend: WasmBackend,
  bytes: number,
  use: (address: number) => T,
): T {
  const address = allocate(backend, bytes);
  try {
    return use(address);
  } finally {
    backend.wasm._free(address);
  }
}

/** Address of so many new bytes. Throws when the memory is full. */
export function allocate(backend: WasmBackend, bytes: number): number {
  const address = backend.wasm._malloc(bytes) >>> 0; // beyond 2 GB the sign bit is set
  if (address === 0 && bytes > 0) {
    throw new Error(
      `backend: the WebAssembly memory (4 GB at most) has no room for ${bytes} more bytes. ` +
        "Dispose of tensors, wrap steps in tf.tidy or use smaller batches.",
    );
  }
  return address;
}
