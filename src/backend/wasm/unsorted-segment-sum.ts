import type { UnsortedSegmentSumAttrs, UnsortedSegmentSumInputs } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { addToSegments } from "../segment-rows.js";
import { overrideKernel } from "./kernel-override.js";
import { viewOf } from "./wasm-backend.js";

/** Sums rows by their segment, as the gradient of an embedding does; tfjs-backend-wasm lacks it. */
export const unsortedSegmentSum = overrideKernel<UnsortedSegmentSumInputs, UnsortedSegmentSumAttrs>(
  "UnsortedSegmentSum",
  ({ inputs: { x, segmentIds }, attrs: { numSegments }, backend }) => {
    const dtype = x.dtype === "int32" ? "int32" : "float32";
    const rowShape = x.shape.slice(segmentIds.shape.length);
    const out = backend.makeOutput([numSegments, ...rowShape], dtype);
    const from = viewOf(backend, x, dtype);
    const segments = viewOf(backend, segmentIds, "int32");
    const to = viewOf(backend, out, dtype).fill(0);
    const size = tf.util.sizeFromShape(rowShape);
    addToSegments(from, segments, to, { numSegments, size });
    return out;
  },
);
