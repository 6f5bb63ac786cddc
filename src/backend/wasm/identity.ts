import type { IdentityInputs } from "@tensorflow/tfjs";
import { overrideKernel } from "./kernel-override.js";

/** The same values as another tensor. tfjs copies them, for each tensor that a gradient needs later. */
export const identity = overrideKernel<IdentityInputs>("Identity", ({ inputs: { x }, backend }) => {
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
});
