import type { KernelFunc, TensorInfo } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import type { CpuBackend } from "./cpu-backend.js";

type Numbers = Float32Array | Int32Array | Uint8Array;

/** tf.image.transform of every image: tfjs's kernel, which stops after the first of a batch, on each of them. */
export function transformEachImage(stock: KernelFunc): KernelFunc {
  return ({ inputs, attrs, backend }) => {
    const { image, transforms } = inputs as { image: TensorInfo; transforms: TensorInfo }; // never undefined
    const cpu = backend as CpuBackend;
    const [batch, ...imageShape] = image.shape as [number, ...number[]];
    const images = cpu.readSync(image.dataId) as Numbers;
    const matrices = cpu.readSync(transforms.dataId) as Float32Array;
    const size = tf.util.sizeFromShape(imageShape);
    const step = transforms.shape[0] === 1 ? 0 : 8;
    const outputs = Array.from({ length: batch }, (_, i) => {
      const pixels = images.subarray(i * size, (i + 1) * size);
      const matrix = matrices.subarray(i * step, i * step + 8);
      const one = {
        image: cpu.makeTensorInfo([1, ...imageShape], image.dtype, pixels),
        transforms: cpu.makeTensorInfo([1, 8], "float32", matrix),
      };
      const output = stock({ inputs: one, backend, ...(attrs && { attrs }) }) as TensorInfo; // has one output
      cpu.disposeIntermediateTensorInfo(one.image);
      cpu.disposeIntermediateTensorInfo(one.transforms);
      return output;
    });
    const outShape = outputs[0]?.shape.slice(1) ?? imageShape;
    const outSize = tf.util.sizeFromShape(outShape);
    const values = tf.util.getArrayFromDType(image.dtype, batch * outSize) as Numbers;
    outputs.forEach((output, i) => {
      values.set(cpu.readSync(output.dataId) as Numbers, i * outSize);
      cpu.disposeIntermediateTensorInfo(output);
    });
    return cpu.makeTensorInfo([batch, ...outShape], image.dtype, values);
  };
}
