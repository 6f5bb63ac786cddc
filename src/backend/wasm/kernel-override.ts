import type { KernelFunc, NamedAttrMap, NamedTensorInfoMap, TensorInfo } from "@tensorflow/tfjs";
import type { WasmBackend } from "./wasm-backend.js";

/** Inputs of which tfjs's types say needlessly that they may be undefined. */
export type Given<Inputs> = { readonly [Name in keyof Inputs]: NonNullable<Inputs[Name]> };

type KernelResult = TensorInfo | TensorInfo[];

/** What a kernel gets; `stock` runs the kernel that tfjs registered on the same inputs, if there is one. */
export interface KernelCall<Inputs, Attrs> {
  readonly inputs: Given<Inputs>;
  readonly attrs: Attrs;
  readonly backend: WasmBackend;
  readonly stock: () => KernelResult;
}

/** A kernel that takes the place of tfjs's own of that name, or fills a gap. */
export interface KernelOverride {
  readonly kernelName: string;
  readonly create: (stock: KernelFunc | undefined) => KernelFunc;
}

/** Declares a kernel of the WebAssembly backend. */
export function overrideKernel<Inputs extends object, Attrs = object>(
  kernelName: string,
  run: (call: KernelCall<Inputs, Attrs>) => KernelResult,
): KernelOverride {
  return {
    kernelName,
    create: (stock) => (params) =>
      run({
        inputs: params.inputs as unknown as Given<Inputs>, // tfjs gives each kernel the inputs its name promises
        attrs: (params.attrs ?? {}) as unknown as Attrs, // and its attributes
        backend: params.backend as WasmBackend,
        stock: () => {
          if (stock === undefined) {
            throw new Error(`backend: the kernel ${kernelName} does not take such inputs.`);
          }
          return stock(params);
        },
      }),
  };
}

/** Runs a registered kernel of the WebAssembly backend that has one output. */
export function runKernel(
  kernel: KernelFunc,
  backend: WasmBackend,
  inputs: NamedTensorInfoMap,
  attrs: NamedAttrMap,
): TensorInfo {
  return kernel({ inputs, attrs, backend }) as TensorInfo; // kernels called this way have one output
}
