export { blendRowSideways, blendRows } from "./blend-rows";
export { stretchContrast } from "./contrast";
export { fingerprintBuckets, fingerprintInto } from "./fingerprint";
export { rescaleBytes, rescaleFloats, rescaleIntegers } from "./rescale";
export { addToken, findTokens, moveTokens, scanTokens } from "./token-table";
export { warpImage } from "./warp";
