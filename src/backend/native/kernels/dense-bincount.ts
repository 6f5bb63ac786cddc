import type { DenseBincountAttrs, DenseBincountInputs } from "@tensorflow/tfjs";
import { nativeKernel } from "../native-kernel.js";
import { intScalar, runOne } from "../run-op.js";

/** `tf.denseBincount`: how often each number stands in a row, or the sum of its weights. */
export const denseBincount = nativeKernel<DenseBincountInputs, DenseBincountAttrs>(
  "DenseBincount",
  ({ x, weights }, { size, binaryOutput }, backend) =>
    runOne(backend, {
      name: "DenseBincount",
      inputs: [x, intScalar(size), weights],
      attributes: {
        Tidx: { type: "int32" },
        T: { type: weights.dtype },
        binary_output: { bool: binaryOutput ?? false },
      },
    }),
);
