import type {
  Conv2DAttrs,
  Conv2DInputs,
  FusedConv2DAttrs,
  FusedConv2DInputs,
  TensorInfo,
} from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { applyActivation } from "./apply-activation.js";
import { withInputPixels } from "./gathered-pixels.js";
import { type Given, overrideKernel } from "./kernel-override.js";
import { multiplyPixels } from "./products.js";
import { addressOf, type WasmBackend } from "./wasm-backend.js";

const { computeConv2DInfo } = tf.backend_util;

/** The convolution, without packing the filter anew for each step of a training. */
export const conv2d = overrideKernel<Conv2DInputs, Conv2DAttrs>(
  "Conv2D",
  ({ inputs, attrs, backend, stock }) => {
    if (attrs.dataFormat !== "NHWC") return stock();
    return convolve(backend, inputs, attrs, undefined);
  },
);

/** The same with a bias and an activation. */
export const fusedConv2d = overrideKernel<FusedConv2DInputs, FusedConv2DAttrs>(
  "FusedConv2D",
  ({ inputs, attrs, backend, stock }) => {
    const { bias, preluActivationWeights } = inputs;
    const columns = inputs.filter.shape[3];
    const isPerChannel = bias === undefined || tf.util.sizeFromShape(bias.shape) === columns;
    if (attrs.dataFormat !== "NHWC" || !isPerChannel) return stock();
    const out = convolve(backend, inputs, attrs, bias);
    return applyActivation(backend, out, { ...attrs, preluActivationWeights });
  },
);

function convolve(
  backend: WasmBackend,
  { x, filter }: Given<Conv2DInputs>,
  { strides, dilations, pad, dimRoundingMode }: Omit<Conv2DAttrs, "dataFormat">,
  bias: TensorInfo | undefined,
): TensorInfo {
  const info = computeConv2DInfo(
    x.shape as [number, number, number, number],
    filter.shape as [number, number, number, number],
    strides,
    dilations,
    pad,
    dimRoundingMode,
  );
  const out = backend.makeOutput(info.outShape, "float32");
  const columns = info.outChannels;
  withInputPixels(backend, { address: addressOf(backend, x), info }, (pixels) => {
    const weights = {
      address: addressOf(backend, filter),
      tapStep: 4 * pixels.depth * columns,
      rowStep: 4 * columns,
      columnStep: 4,
      bias: bias === undefined ? 0 : addressOf(backend, bias),
    };
    multiplyPixels(backend, pixels, weights, {
      address: addressOf(backend, out),
      imageStep: 4 * pixels.positions * columns,
      pixelStep: 4 * columns,
      columns,
    });
  });
  return out;
}
