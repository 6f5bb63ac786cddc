import type { RaggedRangeInputs, TensorInfo } from "@tensorflow/tfjs";
import { nativeKernel } from "../native-kernel.js";
import { runOp } from "../run-op.js";

interface RaggedGatherInputs {
  readonly paramsNestedSplits: readonly TensorInfo[];
  readonly paramsDenseValues: TensorInfo;
  readonly indices: TensorInfo;
}

/** `tf.raggedGather`: [row splits of each dimension ..., values] of the chosen rows. */
export const raggedGather = nativeKernel<RaggedGatherInputs, unknown>(
  "RaggedGather",
  ({ paramsNestedSplits, paramsDenseValues, indices }, _attributes, backend) => {
    // the rank that a caller states is no choice: it follows from the shapes
    const outputRank = paramsNestedSplits.length + indices.shape.length - 1;
    return runOp(backend, {
      name: "RaggedGather",
      inputs: [...paramsNestedSplits, paramsDenseValues, indices],
      attributes: {
        Tvalues: { type: paramsDenseValues.dtype },
        Tindices: { type: "int32" },
        Tsplits: { type: "int32" },
        PARAMS_RAGGED_RANK: { int: paramsNestedSplits.length },
        OUTPUT_RAGGED_RANK: { int: outputRank },
      },
      outputs: outputRank + 1,
    });
  },
);

/** `tf.raggedRange`: [row splits, values] of a range for each row. */
export const raggedRange = nativeKernel<RaggedRangeInputs, unknown>(
  "RaggedRange",
  ({ starts, limits, deltas }, _attributes, backend) =>
    runOp(backend, {
      name: "RaggedRange",
      inputs: [starts, limits, deltas],
      attributes: { T: { type: starts.dtype }, Tsplits: { type: "int32" } },
      outputs: 2,
    }),
);
