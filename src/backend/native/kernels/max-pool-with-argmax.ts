import type { MaxPoolWithArgmaxAttrs, MaxPoolWithArgmaxInputs } from "@tensorflow/tfjs";
import { delegateToCpu } from "../delegate-to-cpu.js";
import { nativeKernel } from "../native-kernel.js";
import { runOp } from "../run-op.js";

/** `tf.maxPoolWithArgmax`: the largest values and where they stood. */
export const maxPoolWithArgmax = nativeKernel<MaxPoolWithArgmaxInputs, MaxPoolWithArgmaxAttrs>(
  "MaxPoolWithArgmax",
  ({ x }, attributes, backend) => {
    const { pad, includeBatchInIndex } = attributes;
    // TensorFlow pads by name only
    if (typeof pad === "number") return delegateToCpu("MaxPoolWithArgmax", { x }, attributes);
    return runOp(backend, {
      name: "MaxPoolWithArgmax",
      inputs: [x],
      attributes: {
        ksize: { int: perAxis(attributes.filterSize) },
        strides: { int: perAxis(attributes.strides) },
        Targmax: { type: "int64" },
        padding: { string: pad.toUpperCase() },
        include_batch_in_index: { bool: includeBatchInIndex },
        T: { type: x.dtype },
      },
      outputs: 2,
    });
  },
);

function perAxis(sizes: number | readonly [number, number]): number[] {
  return [1, ...(typeof sizes === "number" ? [sizes, sizes] : sizes), 1];
}
