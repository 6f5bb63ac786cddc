export { batchNormSums, columnMoments, combineColumns, normalizeColumns } from "./batch-norm";
export { blendRowSideways, blendRows } from "./blend-rows";
export { sumColumns } from "./column-sums";
export { stretchContrast } from "./contrast";
export { depthwiseFilterGradient, depthwiseInputGradient } from "./depthwise-gradients";
export { fingerprintBuckets, fingerprintInto } from "./fingerprint";
export { gatherProduct } from "./gather-product";
export { maxPoolGradient } from "./max-pool-gradient";
export { addColumnMoments } from "./moments";
export { updateAdam, updateMomentum, updateRmsprop, updateSgd } from "./optimizer-updates";
export { outerProducts } from "./outer-products";
export {
  addRows,
  gruGates,
  gruResetGradients,
  gruStateGradients,
  gruStates,
  lstmGradients,
  lstmStates,
} from "./recurrent-gates";
export { rescaleBytes, rescaleFloats, rescaleIntegers } from "./rescale";
export { selectPositive } from "./select-positive";
export { addToken, findTokens, moveTokens, scanTokens } from "./token-table";
export { warpImage } from "./warp";
