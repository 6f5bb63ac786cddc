export { blendRowSideways, blendRows } from "./blend-rows";
export { stretchContrast } from "./contrast";
export { rescaleBytes, rescaleFloats, rescaleIntegers } from "./rescale";
export { warpImage } from "./warp";
