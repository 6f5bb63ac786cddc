import type { Conv2DBackpropFilterAttrs, KernelFunc, TensorInfo } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import type { CpuBackend } from "./cpu-backend.js";

type Shape4D = [number, number, number, number];

/** The gradient of a convolution's filter; tfjs's kernel reads every number through a function call. */
export function conv2dBackpropFilter(stock: KernelFunc): KernelFunc {
  return (params) => {
    const { x, dy } = params.inputs as { x: TensorInfo; dy: TensorInfo }; // never undefined
    const { strides, pad, dataFormat, dimRoundingMode, filterShape } =
      params.attrs as unknown as Conv2DBackpropFilterAttrs; // as the kernel's name promises
    if (dataFormat !== "NHWC") return stock(params);
    const cpu = params.backend as CpuBackend;
    const info = tf.backend_util.computeConv2DInfo(
      x.shape as Shape4D,
      filterShape,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
    const { filterHeight, filterWidth, inHeight, inWidth, inChannels, outChannels } = info;
    const images = cpu.readSync(x.dataId) as Float32Array;
    const gradients = cpu.readSync(dy.dataId) as Float32Array;
    const filter = new Float32Array(tf.util.sizeFromShape(filterShape));
    let at = 0;
    for (let image = 0; image < info.batchSize; image++) {
      for (let i = 0; i < info.outHeight; i++) {
        for (let j = 0; j < info.outWidth; j++, at += outChannels) {
          for (let p = 0; p < filterHeight; p++) {
            const row = i * info.strideHeight - info.padInfo.top + p;
            if (row < 0 || row >= inHeight) continue;
            for (let q = 0; q < filterWidth; q++) {
              const column = j * info.strideWidth - info.padInfo.left + q;
              if (column < 0 || column >= inWidth) continue;
              const pixel = ((image * inHeight + row) * inWidth + column) * inChannels;
              let to = (p * filterWidth + q) * inChannels * outChannels;
              for (let c = 0; c < inChannels; c++) {
                const value = images[pixel + c]!;
                for (let k = 0; k < outChannels; k++) filter[to++]! += value * gradients[at + k]!;
              }
            }
          }
        }
      }
    }
    return cpu.makeTensorInfo(filterShape, "float32", filter);
  };
}
