import type { KernelFunc, TensorInfo, UnsortedSegmentSumAttrs } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { addToSegments } from "../segment-rows.js";
import type { CpuBackend } from "./cpu-backend.js";

/** Sums rows by their segment in one pass; tfjs's kernel goes over all rows once for each segment. */
export function unsortedSegmentSum(): KernelFunc {
  return ({ inputs, attrs, backend }) => {
    const { x, segmentIds } = inputs as { x: TensorInfo; segmentIds: TensorInfo }; // never undefined
    const { numSegments } = attrs as unknown as UnsortedSegmentSumAttrs; // as the kernel's name promises
    const cpu = backend as CpuBackend;
    const rowShape = x.shape.slice(segmentIds.shape.length);
    const size = tf.util.sizeFromShape(rowShape);
    const dtype = x.dtype === "int32" ? "int32" : "float32";
    const sums = tf.util.getArrayFromDType(dtype, numSegments * size) as Float32Array | Int32Array;
    const rows = cpu.readSync(x.dataId) as typeof sums;
    const segments = cpu.readSync(segmentIds.dataId) as Int32Array;
    addToSegments(rows, segments, sums, { numSegments, size });
    return cpu.makeTensorInfo([numSegments, ...rowShape], dtype, sums);
  };
}
