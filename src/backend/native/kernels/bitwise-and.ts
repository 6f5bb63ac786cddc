import type { BitwiseAndInputs } from "@tensorflow/tfjs";
import { nativeKernel } from "../native-kernel.js";
import { runOne } from "../run-op.js";

/** `tf.bitwiseAnd` of whole numbers. */
export const bitwiseAnd = nativeKernel<BitwiseAndInputs, unknown>(
  "BitwiseAnd",
  ({ a, b }, _attributes, backend) =>
    runOne(backend, { name: "BitwiseAnd", inputs: [a, b], attributes: { T: { type: a.dtype } } }),
);
