import type { GatherV2Attrs, GatherV2Inputs } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { overrideKernel } from "./kernel-override.js";
import { viewOf, wordsOf } from "./wasm-backend.js";

/** Rows by their numbers, as an embedding takes them; tfjs's kernel works number by number. */
export const gatherV2 = overrideKernel<GatherV2Inputs, GatherV2Attrs>(
  "GatherV2",
  ({ inputs: { x, indices }, attrs: { axis, batchDims }, backend, stock }) => {
    const isNumeric = x.dtype !== "string" && x.dtype !== "complex64";
    const [first] = tf.util.parseAxisParam(axis, x.shape);
    if (first !== 0 || batchDims !== 0 || !isNumeric || indices.dtype !== "int32") return stock();
    const rowShape = x.shape.slice(1);
    const rows = x.shape[0]!;
    const out = backend.makeOutput([...indices.shape, ...rowShape], x.dtype);
    const from = wordsOf(backend, x);
    const to = wordsOf(backend, out);
    const numbers = viewOf(backend, indices, "int32");
    const size = tf.util.sizeFromShape(rowShape);
    for (let i = 0; i < numbers.length; i++) {
      const row = numbers[i]!;
      if (row < 0 || row >= rows) {
        backend.disposeData(out.dataId);
        throw new Error(`GatherV2: indices must lie in [0, ${rows - 1}]. Received: ${row}`);
      }
      const start = row * size;
      if (size > 48) to.set(from.subarray(start, start + size), i * size);
      else for (let j = 0; j < size; j++) to[i * size + j] = from[start + j]!;
    }
    return out;
  },
);
