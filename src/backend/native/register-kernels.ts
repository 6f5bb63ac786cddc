import { tf } from "../../tensorflow.js";
import { delegatedKernel } from "./delegate-to-cpu.js";
import { bitwiseAnd } from "./kernels/bitwise-and.js";
import { denseBincount } from "./kernels/dense-bincount.js";
import { maxPoolWithArgmax } from "./kernels/max-pool-with-argmax.js";
import { raggedGather, raggedRange } from "./kernels/ragged.js";
import { rotateWithOffset } from "./kernels/rotate-with-offset.js";
import { searchSorted } from "./kernels/search-sorted.js";
import { slice } from "./kernels/slice.js";
import {
  sparseFillEmptyRows,
  sparseReshape,
  sparseSegmentMean,
  sparseSegmentSum,
} from "./kernels/sparse.js";
import { stringNGrams, stringSplit, stringToHashBucketFast } from "./kernels/strings.js";
import { transform } from "./kernels/transform.js";

const MISSING = [
  bitwiseAnd,
  denseBincount,
  maxPoolWithArgmax,
  raggedGather,
  raggedRange,
  // its list of words is no attribute that the addon can pass on
  delegatedKernel("RaggedTensorToTensor"),
  rotateWithOffset,
  searchSorted,
  sparseFillEmptyRows,
  sparseReshape,
  sparseSegmentMean,
  sparseSegmentSum,
  stringNGrams,
  stringSplit,
  stringToHashBucketFast,
  transform,
];

/** Registers the kernels that tfjs-node 4.22 lacks, and those that it has wrong. */
export function registerKernels(): void {
  for (const kernel of MISSING) {
    if (tf.getKernel(kernel.kernelName, "tensorflow") == null) tf.registerKernel(kernel);
  }
  const ownSlice = tf.getKernel("Slice", "tensorflow");
  tf.unregisterKernel("Slice", "tensorflow");
  tf.registerKernel(slice(ownSlice));
}
