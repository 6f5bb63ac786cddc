import type {
  backend_util,
  DepthwiseConv2dNativeBackpropFilterAttrs,
  DepthwiseConv2dNativeBackpropFilterInputs,
  DepthwiseConv2dNativeBackpropInputAttrs,
  DepthwiseConv2dNativeBackpropInputInputs,
} from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { overrideKernel } from "./kernel-override.js";
import { addressOf, routinesFor, type WasmBackend, withScratch } from "./wasm-backend.js";

const { computeConv2DInfo } = tf.backend_util;

type Shape4D = [number, number, number, number];

/** The gradient of a depthwise convolution's filter, which tfjs-backend-wasm lacks. */
export const depthwiseFilterGradient = overrideKernel<
  DepthwiseConv2dNativeBackpropFilterInputs,
  DepthwiseConv2dNativeBackpropFilterAttrs
>("DepthwiseConv2dNativeBackpropFilter", ({ inputs: { x, dy }, attrs, backend }) => {
  const { strides, dilations, pad, dimRoundingMode, filterShape } = attrs;
  const shape = x.shape as Shape4D;
  const info = computeConv2DInfo(
    shape,
    filterShape,
    strides,
    dilations,
    pad,
    dimRoundingMode,
    true,
  );
  const out = backend.makeOutput(filterShape, "float32");
  withGeometry(backend, info, (geometry) =>
    routinesFor(backend).depthwiseFilterGradient(
      addressOf(backend, x),
      addressOf(backend, dy),
      addressOf(backend, out),
      geometry,
    ),
  );
  return out;
});

/** The gradient of a depthwise convolution's input, which tfjs-backend-wasm lacks. */
export const depthwiseInputGradient = overrideKernel<
  DepthwiseConv2dNativeBackpropInputInputs,
  DepthwiseConv2dNativeBackpropInputAttrs
>("DepthwiseConv2dNativeBackpropInput", ({ inputs: { dy, filter }, attrs, backend }) => {
  const { strides, dilations, pad, dimRoundingMode, inputShape } = attrs;
  const shape = filter.shape as Shape4D;
  const info = computeConv2DInfo(inputShape, shape, strides, dilations, pad, dimRoundingMode, true);
  const out = backend.makeOutput(inputShape, "float32");
  withGeometry(backend, info, (geometry) =>
    routinesFor(backend).depthwiseInputGradient(
      addressOf(backend, out),
      addressOf(backend, dy),
      addressOf(backend, filter),
      geometry,
    ),
  );
  return out;
});

function withGeometry(
  backend: WasmBackend,
  info: backend_util.Conv2DInfo,
  use: (geometry: number) => void,
): void {
  const numbers = [
    info.batchSize,
    info.inHeight,
    info.inWidth,
    info.inChannels,
    info.outChannels / info.inChannels,
    info.filterHeight,
    info.filterWidth,
    info.outHeight,
    info.outWidth,
    info.strideHeight,
    info.strideWidth,
    info.dilationHeight,
    info.dilationWidth,
    info.padInfo.top,
    info.padInfo.left,
  ];
  withScratch(backend, 4 * numbers.length, (geometry) => {
    new Int32Array(backend.wasm.HEAPU8.buffer, geometry, numbers.length).set(numbers);
    use(geometry);
  });
}
