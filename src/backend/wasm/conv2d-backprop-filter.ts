import type { Conv2DBackpropFilterAttrs, Conv2DBackpropFilterInputs } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { withInputPixels } from "./gathered-pixels.js";
import { overrideKernel } from "./kernel-override.js";
import { multiplyTransposed } from "./products.js";
import { addressOf } from "./wasm-backend.js";

const { computeConv2DInfo } = tf.backend_util;

/** The gradient of a convolution's filter, which tfjs-backend-wasm lacks. */
export const conv2dBackpropFilter = overrideKernel<
  Conv2DBackpropFilterInputs,
  Conv2DBackpropFilterAttrs
>("Conv2DBackpropFilter", ({ inputs, attrs, backend, stock }) => {
  const { x, dy } = inputs;
  const { strides, pad, dataFormat, dimRoundingMode, filterShape } = attrs;
  if (dataFormat !== "NHWC") return stock();
  const info = computeConv2DInfo(
    x.shape as [number, number, number, number],
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const out = backend.makeOutput(filterShape, "float32");
  const columns = info.outChannels;
  withInputPixels(backend, { address: addressOf(backend, x), info }, (pixels) => {
    const gradients = {
      address: addressOf(backend, dy),
      imageStep: 4 * pixels.positions * columns,
      pixelStep: 4 * columns,
      columns,
    };
    multiplyTransposed(backend, pixels, gradients, addressOf(backend, out));
  });
  return out;
});
