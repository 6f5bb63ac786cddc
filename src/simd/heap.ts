import type { Tensor } from "@tensorflow/tfjs";
import {
  activeWasmBackend,
  addressOf,
  routinesFor,
  viewOf,
  type WasmBackend,
  withScratch,
} from "../backend/wasm/wasm-backend.js";
import type { NumericArray } from "../ops/dense-array.js";
import { tf } from "../tensorflow.js";
import type { Routines } from "./routines.js";

type Values = NumericArray["values"];

/** What `computeOnHeap` is to make room for. */
export interface HeapTask {
  readonly input: Values;
  /** How many numbers result. */
  readonly count: number;
  /** How many bytes `scratch` and `place` are asked for in all. */
  readonly scratchBytes?: number;
}

/** What a routine works with: places in the heap. */
export interface HeapWork {
  readonly routines: Routines;
  /** Where the input stands. */
  readonly x: number;
  /** Where the result goes. */
  readonly y: number;
  /** Room that is gone afterwards. */
  scratch(bytes: number): number;
  /** A copy that is gone afterwards. */
  place(values: Values): number;
}

interface Scope {
  readonly backend: WasmBackend;
  /** Bytes that can be taken without moving the memory. */
  room: number;
  readonly outputs: Map<Values, object>;
}

const LEAST_ROOM = 1 << 24;
// what the allocator may add to a handful of blocks
const OVERHEAD = 1024;

let scope: Scope | undefined;

/**
 * Lets `run` compute in the memory of tfjs's WebAssembly backend: `heapView` reads tensors in place and
 * `computeOnHeap` leaves results there, which `adopt` makes tensors of. Results that no tensor took over are
 * gone afterwards. With other backends it just runs.
 */
export function heapScope<T>(run: () => T): T {
  const outer = scope;
  const backend = activeWasmBackend();
  scope = backend && { backend, room: 0, outputs: new Map() };
  try {
    return run();
  } finally {
    for (const dataId of scope?.outputs.values() ?? []) scope!.backend.disposeData(dataId);
    scope = outer;
  }
}

/**
 * The values of a tensor where the WebAssembly backend keeps them, not copied: only for reading, and until
 * the next tensors are made. Undefined for tensors of other backends and types.
 */
export function heapView(tensor: Tensor): Values | undefined {
  if (peekHeap(tensor) === undefined) return;
  reserveHeap(tensor.size);
  return peekHeap(tensor);
}

/** The same for a reader that makes no tensors: no room is made for results. */
export function peekHeap(tensor: Tensor): Values | undefined {
  const { dtype, dataId } = tensor;
  const backend = activeWasmBackend();
  if (backend === undefined || tensor.isDisposed || !backend.dataIdMap.has(dataId)) return;
  if (dtype !== "float32" && dtype !== "int32" && dtype !== "bool") return;
  return viewOf(backend, tensor, dtype);
}

/** Makes room for results, for an input of this many numbers. Views taken before are lost. */
export function reserveHeap(count: number): void {
  const wasm = activeWasmBackend()?.wasm;
  if (wasm === undefined) return;
  const room = Math.max(LEAST_ROOM, 12 * count);
  // the memory grows now rather than under a view, when a result is put there
  const offset = wasm._malloc(room);
  wasm._free(offset);
  if (scope !== undefined) scope.room = offset === 0 ? 0 : room;
}

/**
 * `count` float32 numbers that `run` computes from `input` with a routine. Undefined where there is no heap to
 * work on or no room in it: then the caller computes them itself.
 */
export function computeOnHeap(
  { input, count, scratchBytes = 0 }: HeapTask,
  run: (work: HeapWork) => void,
): Float32Array | undefined {
  if (scope === undefined) return;
  const { backend, outputs } = scope;
  const { wasm } = backend;
  const isThere = input.buffer === wasm.HEAPU8.buffer;
  const needed = 4 * count + (isThere ? 0 : input.byteLength) + scratchBytes + OVERHEAD;
  if (needed > scope.room) return;
  scope.room -= needed;
  const borrowed: number[] = [];
  const scratch = (bytes: number): number => {
    const offset = wasm._malloc(bytes) >>> 0;
    borrowed.push(offset);
    return offset;
  };
  const place = (values: Values): number => {
    const offset = scratch(values.byteLength);
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    wasm.HEAPU8.set(bytes, offset);
    return offset;
  };
  try {
    const output = backend.makeOutput([count], "float32");
    const { dataId } = output;
    const y = addressOf(backend, output);
    const x = isThere ? input.byteOffset : place(input);
    run({ routines: routinesFor(backend), x, y, scratch, place });
    const values = new Float32Array(wasm.HEAPU8.buffer, y, count);
    outputs.set(values, dataId);
    return values;
  } finally {
    for (const offset of borrowed) wasm._free(offset);
  }
}

/** Where `scanHeap` reads: routines, the input's place and room that is gone afterwards. */
export interface HeapScan {
  readonly routines: Routines;
  readonly x: number;
  readonly room: number;
  /** float64 numbers in the heap. */
  doubles(at: number, count: number): Float64Array;
}

/** What `run` finds with a routine in an array that stands in the heap. Undefined for arrays elsewhere. */
export function scanHeap<T>(
  input: Values,
  roomBytes: number,
  run: (scan: HeapScan) => T,
): T | undefined {
  const backend = activeWasmBackend();
  if (backend === undefined || input.buffer !== backend.wasm.HEAPU8.buffer) return;
  const { byteOffset: x } = input; // taking room may move the memory from under the view
  return withScratch(backend, roomBytes, (room) =>
    run({
      routines: routinesFor(backend),
      x,
      room,
      doubles: (at, count) => new Float64Array(backend.wasm.HEAPU8.buffer, at, count),
    }),
  );
}

/** A tensor made of a result of `computeOnHeap`, not copied; undefined for other values. */
export function adopt(values: Values, shape: readonly number[]): Tensor | undefined {
  const dataId = scope?.outputs.get(values);
  if (dataId === undefined) return;
  scope!.outputs.delete(values);
  const info = { dataId, shape: [...shape], dtype: "float32" as const };
  return tf.engine().makeTensorFromTensorInfo(info);
}

/** The values, copied if they stand in the backend's memory, which moves when it grows. */
export function outsideHeap<V extends Values>(values: V): V {
  const heap = activeWasmBackend()?.wasm.HEAPU8.buffer;
  return values.buffer === heap ? (values.slice() as V) : values;
}
