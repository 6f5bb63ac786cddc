import type { DataValues, KernelConfig, NamedAttrMap, TensorInfo } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";

type Inputs = Readonly<Record<string, TensorInfo | TensorInfo[]>>;

/** Computes a kernel in JavaScript, by the one of this name on the cpu backend. */
export function delegateToCpu(kernelName: string, inputs: Inputs, attrs: object): TensorInfo[] {
  const engine = tf.engine();
  const cpu = engine.findBackend("cpu");
  const native = engine.findBackend("tensorflow");
  const copies: TensorInfo[] = [];
  const move = ({ dataId, shape, dtype }: TensorInfo): TensorInfo => {
    const copy = { dataId: cpu.write(native.readSync(dataId), shape, dtype), shape, dtype };
    copies.push(copy);
    return copy;
  };
  try {
    const moved = Object.entries(inputs).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map(move) : move(value),
    ]);
    const results = tf.getKernel(kernelName, "cpu").kernelFunc({
      inputs: Object.fromEntries(moved) as Record<string, TensorInfo>, // lists are passed as lists
      attrs: attrs as NamedAttrMap,
      backend: cpu,
    });
    const list = Array.isArray(results) ? results : [results];
    copies.push(...list);
    return list.map(
      ({ dataId, shape, dtype }) =>
        engine.makeTensor(cpu.readSync(dataId) as DataValues, shape, dtype, native), // strings as bytes
    );
  } finally {
    for (const { dataId } of copies) cpu.disposeData(dataId);
  }
}

/** A kernel of the backend `tensorflow` that is computed in JavaScript. */
export function delegatedKernel(kernelName: string): KernelConfig {
  return {
    kernelName,
    backendName: "tensorflow",
    kernelFunc: ({ inputs, attrs }) => {
      const results = delegateToCpu(kernelName, inputs as Inputs, attrs ?? {}); // none is missing
      return results.length === 1 ? results[0]! : results;
    },
  };
}
