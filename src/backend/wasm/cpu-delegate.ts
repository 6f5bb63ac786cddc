import type {
  backend_util,
  KernelConfig,
  NamedAttrMap,
  NamedTensorInfoMap,
  TensorInfo,
} from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import type { CpuBackend } from "../cpu/cpu-backend.js";
import { type KernelOverride, overrideKernel } from "./kernel-override.js";
import type { WasmBackend } from "./wasm-backend.js";

type Inputs = Readonly<Record<string, TensorInfo | TensorInfo[] | undefined>> | TensorInfo[];

/** The kernel of that name of the cpu backend, with the inputs copied there and the outputs back. */
export function delegateToCpu(kernelName: string): KernelOverride {
  return overrideKernel<NamedTensorInfoMap>(kernelName, ({ inputs, attrs, backend }) =>
    runOnCpu(backend, kernelName, { inputs, attrs }),
  );
}

/** The cpu backend's kernel where an input has one of the types, tfjs-backend-wasm's for the others. */
export function delegateTypes(kernelName: string, dtypes: readonly string[]): KernelOverride {
  return overrideKernel<NamedTensorInfoMap>(kernelName, ({ inputs, attrs, backend, stock }) =>
    Object.values(inputs)
      .flat()
      .some((input) => input !== undefined && dtypes.includes(input.dtype))
      ? runOnCpu(backend, kernelName, { inputs, attrs })
      : stock(),
  );
}

/** Runs the cpu backend's kernel on copies of the inputs. */
export function runOnCpu(
  backend: WasmBackend,
  kernelName: string,
  { inputs, attrs }: { inputs: Inputs; attrs: object },
): TensorInfo | TensorInfo[] {
  const { kernelFunc } = tf.getKernel(kernelName, "cpu") as KernelConfig;
  const cpu = tf.engine().findBackend("cpu") as unknown as CpuBackend; // private parts
  const copies: TensorInfo[] = [];
  const copy = (tensor: TensorInfo): TensorInfo => {
    const info = toCpu(cpu, tensor, backend.readSync(tensor.dataId));
    copies.push(info);
    // some of the kernels ask for the rank, which only whole tensors have
    return Object.assign(info, { rank: tensor.shape.length });
  };
  try {
    const copied = Array.isArray(inputs)
      ? inputs.map(copy)
      : Object.fromEntries(
          Object.entries(inputs).map(([name, input]) => [
            name,
            Array.isArray(input) ? input.map(copy) : input && copy(input),
          ]),
        );
    const result = kernelFunc({
      inputs: copied as NamedTensorInfoMap, // kernels of lists take one where the type says a record
      attrs: attrs as NamedAttrMap,
      backend: cpu,
    });
    const results = Array.isArray(result) ? result : [result];
    const outputs = results.map((info) => fromCpu(backend, cpu, info));
    copies.push(...results);
    return Array.isArray(result) ? outputs : outputs[0]!;
  } finally {
    for (const info of copies) cpu.disposeIntermediateTensorInfo(info);
  }
}

function toCpu(
  cpu: CpuBackend,
  { shape, dtype }: TensorInfo,
  values: backend_util.BackendValues,
): TensorInfo {
  if (dtype !== "complex64") return cpu.makeTensorInfo(shape, dtype, values);
  const { real, imag } = tf.backend_util.splitRealAndImagArrays(values as Float32Array); // interleaved
  const parts = {
    real: cpu.makeTensorInfo(shape, "float32", real),
    imag: cpu.makeTensorInfo(shape, "float32", imag),
  };
  const { kernelFunc } = tf.getKernel("Complex", "cpu");
  const info = kernelFunc({ inputs: parts, backend: cpu }) as TensorInfo; // has one output
  cpu.disposeIntermediateTensorInfo(parts.real);
  cpu.disposeIntermediateTensorInfo(parts.imag);
  return info;
}

function fromCpu(backend: WasmBackend, cpu: CpuBackend, info: TensorInfo): TensorInfo {
  const { shape, dtype, dataId } = info;
  const values = cpu.readSync(dataId);
  // some kernels of the cpu backend leave float32 numbers in an int32 tensor
  const isMistyped = dtype === "int32" && !(values instanceof Int32Array);
  const typed = isMistyped ? Int32Array.from(values as Float32Array) : values;
  return backend.makeOutput(shape, dtype, undefined, typed);
}
