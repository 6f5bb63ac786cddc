import type { MaxPoolGradAttrs, MaxPoolGradInputs } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { overrideKernel } from "./kernel-override.js";
import { addressOf, routinesFor, viewOf } from "./wasm-backend.js";

const { computePool2DInfo } = tf.backend_util;

/** The gradient of max pooling; tfjs's gives none to windows of negative numbers. */
export const maxPoolGrad = overrideKernel<MaxPoolGradInputs, MaxPoolGradAttrs>(
  "MaxPoolGrad",
  ({ inputs: { dy, input }, attrs, backend }) => {
    const info = computePool2DInfo(
      input.shape as [number, number, number, number],
      attrs.filterSize,
      attrs.strides,
      1,
      attrs.pad,
      attrs.dimRoundingMode,
    );
    const out = backend.makeOutput(input.shape, "float32");
    viewOf(backend, out, "float32").fill(0);
    routinesFor(backend).maxPoolGradient(
      addressOf(backend, input),
      addressOf(backend, dy),
      addressOf(backend, out),
      info.batchSize,
      info.inHeight,
      info.inWidth,
      info.inChannels,
      info.outHeight,
      info.outWidth,
      info.filterHeight,
      info.filterWidth,
      info.strideHeight,
      info.strideWidth,
      info.padInfo.top,
      info.padInfo.left,
    );
    return out;
  },
);
