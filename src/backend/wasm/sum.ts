import type { SumAttrs, SumInputs } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { overrideKernel } from "./kernel-override.js";
import { addressOf, routinesFor } from "./wasm-backend.js";

const { parseAxisParam, sizeFromShape } = tf.util;

/** Sums over leading axes, as of the gradients of biases, without transposing. */
export const sum = overrideKernel<SumInputs, SumAttrs>(
  "Sum",
  ({ inputs: { x }, attrs: { axis, keepDims }, backend, stock }) => {
    const axes = parseAxisParam(axis, x.shape).sort((a, b) => a - b);
    const isLeading = axes.every((value, i) => value === i);
    if (!isLeading || axes.length === x.shape.length || x.dtype !== "float32") return stock();
    const kept = x.shape.slice(axes.length);
    const out = backend.makeOutput(keepDims ? [...axes.map(() => 1), ...kept] : kept, "float32");
    const rows = sizeFromShape(x.shape.slice(0, axes.length));
    const columns = sizeFromShape(kept);
    routinesFor(backend).sumColumns(addressOf(backend, x), addressOf(backend, out), rows, columns);
    return out;
  },
);
