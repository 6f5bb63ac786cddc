import type {
  KernelConfig,
  SparseFillEmptyRowsInputs,
  SparseReshapeInputs,
  SparseSegmentSumInputs,
} from "@tensorflow/tfjs";
import { delegateToCpu } from "../delegate-to-cpu.js";
import { nativeKernel } from "../native-kernel.js";
import { runOne, runOp } from "../run-op.js";

/** `tf.sparse.sparseFillEmptyRows`: [indices, values, which rows were empty, new places]. */
export const sparseFillEmptyRows = nativeKernel<SparseFillEmptyRowsInputs, unknown>(
  "SparseFillEmptyRows",
  ({ indices, values, denseShape, defaultValue }, _attributes, backend) =>
    runOp(backend, {
      name: "SparseFillEmptyRows",
      inputs: [{ int64: indices }, values, { int64: denseShape }, defaultValue],
      attributes: { T: { type: values.dtype } },
      outputs: 4,
    }),
);

/** `tf.sparse.sparseReshape`: [indices, shape] of the same values in another shape. */
export const sparseReshape = nativeKernel<SparseReshapeInputs, unknown>(
  "SparseReshape",
  ({ inputIndices, inputShape, newShape }, _attributes, backend) =>
    runOp(backend, {
      name: "SparseReshape",
      inputs: [{ int64: inputIndices }, { int64: inputShape }, { int64: newShape }],
      outputs: 2,
    }),
);

/** `tf.sparse.sparseSegmentSum`: sums of the chosen rows of each segment. */
export const sparseSegmentSum = sparseSegment("SparseSegmentSum");

/** `tf.sparse.sparseSegmentMean`: likewise their means. */
export const sparseSegmentMean = sparseSegment("SparseSegmentMean");

function sparseSegment(name: "SparseSegmentSum" | "SparseSegmentMean"): KernelConfig {
  return nativeKernel<SparseSegmentSumInputs, unknown>(name, (inputs, _attributes, backend) => {
    const { data, indices, segmentIds } = inputs;
    // TensorFlow has no mean of whole numbers
    if (name === "SparseSegmentMean" && data.dtype !== "float32") {
      return delegateToCpu(name, { data, indices, segmentIds }, {})[0]!;
    }
    return runOne(backend, {
      name,
      inputs: [data, indices, segmentIds],
      attributes: {
        T: { type: data.dtype },
        Tidx: { type: "int32" },
        Tsegmentids: { type: "int32" },
      },
    });
  });
}
