import type { KernelConfig, KernelFunc, TensorInfo } from "@tensorflow/tfjs";
import type { TensorflowBackend } from "./tensorflow-backend.js";

/** What a kernel computes from: its inputs, its attributes and the backend. */
type NativeKernelFunction<I, A> = (
  inputs: { readonly [K in keyof I]: NonNullable<I[K]> }, // tfjs types each as perhaps missing
  attributes: A,
  backend: TensorflowBackend,
) => TensorInfo | TensorInfo[];

/** A kernel of the backend `tensorflow`; `I` and `A` are what tfjs calls the kernel of this name with. */
export function nativeKernel<I, A>(
  kernelName: string,
  compute: NativeKernelFunction<I, A>,
): KernelConfig {
  const kernelFunc: KernelFunc = ({ inputs, attrs, backend }) =>
    compute(inputs as never, attrs as unknown as A, backend as TensorflowBackend); // tfjs types them loosely
  return { kernelName, backendName: "tensorflow", kernelFunc };
}
