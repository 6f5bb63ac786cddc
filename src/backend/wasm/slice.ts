import type { SliceAttrs, SliceInputs } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { overrideKernel } from "./kernel-override.js";
import { wordsOf } from "./wasm-backend.js";

const { parseSliceParams } = tf.slice_util;

/** Part of a tensor, copied in runs; tfjs copies the whole tensor first. */
export const slice = overrideKernel<SliceInputs, SliceAttrs>(
  "Slice",
  ({ inputs: { x }, attrs, backend, stock }) => {
    if (x.dtype === "string" || x.dtype === "complex64") return stock();
    const [begin, size] = parseSliceParams(x, attrs.begin, attrs.size) as [number[], number[]];
    const out = backend.makeOutput(size, x.dtype);
    copyRuns(wordsOf(backend, x), wordsOf(backend, out), { shape: x.shape, begin, size });
    return out;
  },
);

interface Part {
  readonly shape: readonly number[];
  readonly begin: readonly number[];
  readonly size: readonly number[];
}

type Words = Int32Array | Uint8Array;

function copyRuns(from: Words, to: Words, { shape, begin, size }: Part): void {
  if (to.length === 0) return;
  // axes that are taken whole make one run with the axis before them
  let split = shape.length - 1;
  let run = split < 0 ? 1 : size[split]!;
  let stride = split < 0 ? 1 : shape[split]!;
  let offset = split < 0 ? 0 : begin[split]!;
  while (split > 0 && size[split] === shape[split]) {
    split--;
    offset = begin[split]! * stride;
    run = size[split]! * stride;
    stride *= shape[split]!;
  }
  const strides = new Array<number>(Math.max(split, 0));
  for (let axis = split - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    offset += begin[axis]! * stride;
    stride *= shape[axis]!;
  }
  const index = new Array<number>(strides.length).fill(0);
  for (let at = 0; at < to.length; at += run) {
    copyRun(from, to, { offset, at, run });
    for (let axis = strides.length - 1; axis >= 0; axis--) {
      index[axis]!++;
      offset += strides[axis]!;
      if (index[axis]! < size[axis]!) break;
      offset -= size[axis]! * strides[axis]!;
      index[axis] = 0;
    }
  }
}

function copyRun(
  from: Words,
  to: Words,
  { offset, at, run }: { offset: number; at: number; run: number },
): void {
  // making views costs more than copying a few numbers
  if (run > 48) to.set(from.subarray(offset, offset + run), at);
  else for (let i = 0; i < run; i++) to[at + i] = from[offset + i]!;
}
