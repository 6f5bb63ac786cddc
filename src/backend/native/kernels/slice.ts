import type { KernelConfig, SliceAttrs, SliceInputs, TensorInfo } from "@tensorflow/tfjs";
import { tf } from "../../../tensorflow.js";
import { nativeKernel } from "../native-kernel.js";
import { intScalar, intVector, runOne } from "../run-op.js";

/**
 * `tf.slice`, by the addon's own kernel but for rows of strings: TensorFlow would give them in the memory of
 * the whole, which `keepSharedStrings` then could not free before the whole is, one handle for every batch.
 */
export function slice({ kernelFunc }: KernelConfig): KernelConfig {
  return nativeKernel<SliceInputs, SliceAttrs>("Slice", ({ x }, attributes, backend) => {
    const { begin, size } = wholeParams(x, attributes);
    const takesRows = x.shape.length > 0 && x.shape.slice(1).every((all, i) => size[i + 1] === all);
    if (x.dtype !== "string" || !takesRows) {
      return kernelFunc({ inputs: { x }, attrs: { ...attributes }, backend });
    }
    return runOne(backend, {
      name: "GatherV2",
      inputs: [
        x,
        intVector(Array.from({ length: size[0]! }, (_, i) => begin[0]! + i)),
        intScalar(0),
      ],
      attributes: {
        Tparams: { type: "string" },
        Tindices: { type: "int32" },
        Taxis: { type: "int32" },
        batch_dims: { int: 0 },
      },
    });
  });
}

function wholeParams(
  x: TensorInfo,
  { begin, size }: SliceAttrs,
): { begin: number[]; size: number[] } {
  const whole = tf.slice_util.parseSliceParams(x, begin, size) as [number[], number[]]; // of x's rank
  return { begin: whole[0], size: whole[1] };
}
