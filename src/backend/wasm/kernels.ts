import { batchMatMul, fusedMatMul } from "./batch-mat-mul.js";
import { batchNormGrad, trainedBatchNormGrad } from "./batch-norm-grad.js";
import { complexKernels } from "./complex.js";
import { conv2d, fusedConv2d } from "./conv2d.js";
import { conv2dBackpropFilter } from "./conv2d-backprop-filter.js";
import { conv2dBackpropInput } from "./conv2d-backprop-input.js";
import { delegateToCpu, delegateTypes } from "./cpu-delegate.js";
import { depthwiseFilterGradient, depthwiseInputGradient } from "./depthwise-gradients.js";
import { fill } from "./fill.js";
import { gatherV2 } from "./gather-v2.js";
import { identity } from "./identity.js";
import type { KernelOverride } from "./kernel-override.js";
import { maxPoolGrad } from "./max-pool-grad.js";
import { reluGrad } from "./relu-grad.js";
import { slice } from "./slice.js";
import { sum } from "./sum.js";
import { tile } from "./tile.js";
import { trainedBatchNorm } from "./trained-batch-norm.js";
import { transform } from "./transform.js";
import { unsortedSegmentSum } from "./unsorted-segment-sum.js";

/** All kernels that take the place of tfjs's own. */
export const kernels: readonly KernelOverride[] = [
  batchMatMul,
  batchNormGrad,
  ...complexKernels,
  conv2d,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  depthwiseFilterGradient,
  depthwiseInputGradient,
  fill,
  fusedConv2d,
  fusedMatMul,
  gatherV2,
  identity,
  maxPoolGrad,
  reluGrad,
  slice,
  sum,
  tile,
  trainedBatchNorm,
  trainedBatchNormGrad,
  transform,
  unsortedSegmentSum,
  // lacking
  ...["Einsum", "FFT", "IFFT", "RaggedGather", "RaggedRange", "RaggedTensorToTensor"].map(
    delegateToCpu,
  ),
  delegateToCpu("StaticRegexReplace"),
  // wrong where a window's numbers are all negative
  ...["MaxPool3D", "MaxPool3DGrad", "MaxPoolWithArgmax"].map(delegateToCpu),
  ...["Dilation2D", "Dilation2DBackpropFilter", "Dilation2DBackpropInput"].map(delegateToCpu),
  // wrong at the edges, and with strides
  ...["Conv3DBackpropFilterV2", "Conv3DBackpropInputV2"].map(delegateToCpu),
  // abort or answer wrongly where tensors hold strings
  ...["Equal", "GatherNd", "NotEqual", "StridedSlice"].map((name) =>
    delegateTypes(name, ["string"]),
  ),
  // take real numbers only
  ...["Add", "Cast", "Concat", "Multiply", "Sub"].map((name) => delegateTypes(name, ["complex64"])),
];
