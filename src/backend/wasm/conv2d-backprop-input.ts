import type { Conv2DBackpropInputAttrs, Conv2DBackpropInputInputs } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { withOutputPixels } from "./gathered-pixels.js";
import { overrideKernel } from "./kernel-override.js";
import { multiplyPixels } from "./products.js";
import { addressOf } from "./wasm-backend.js";

const { computeConv2DInfo } = tf.backend_util;

/** The gradient of a convolution's input, and the transposed convolution. */
export const conv2dBackpropInput = overrideKernel<
  Conv2DBackpropInputInputs,
  Conv2DBackpropInputAttrs
>("Conv2DBackpropInput", ({ inputs, attrs, backend, stock }) => {
  const { dy, filter } = inputs;
  const { strides, pad, dataFormat, dimRoundingMode, inputShape } = attrs;
  if (dataFormat !== "NHWC") return stock();
  const info = computeConv2DInfo(
    inputShape,
    filter.shape as [number, number, number, number],
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const { inHeight, inWidth, inChannels, outChannels } = info;
  const out = backend.makeOutput(inputShape, "float32");
  withOutputPixels(backend, { address: addressOf(backend, dy), info }, (pixels) => {
    // each tap's weights [inChannels, outChannels], transposed
    const weights = {
      address: addressOf(backend, filter),
      tapStep: 4 * inChannels * outChannels,
      rowStep: 4,
      columnStep: 4 * outChannels,
      bias: 0,
    };
    multiplyPixels(backend, pixels, weights, {
      address: addressOf(backend, out),
      imageStep: 4 * inHeight * inWidth * inChannels,
      pixelStep: 4 * inChannels,
      columns: inChannels,
    });
  });
  return out;
});
