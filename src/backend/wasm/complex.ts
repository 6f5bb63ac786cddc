import type { ComplexInputs, RealInputs, TensorInfo } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { type KernelOverride, overrideKernel } from "./kernel-override.js";
import { viewOf, type WasmBackend } from "./wasm-backend.js";

// A complex tensor holds its real and imaginary numbers by turns, as tfjs hands them out.

const complex = overrideKernel<ComplexInputs>("Complex", ({ inputs: { real, imag }, backend }) => {
  const out = backend.makeOutput(real.shape, "complex64");
  const to = numbersOf(backend, out);
  const reals = viewOf(backend, real, "float32");
  const imaginaries = viewOf(backend, imag, "float32");
  for (let i = 0; i < reals.length; i++) {
    to[2 * i] = reals[i]!;
    to[2 * i + 1] = imaginaries[i]!;
  }
  return out;
});

/** A float32 tensor, number by number, of a complex one. */
function partOf(kernelName: string, part: (re: number, im: number) => number): KernelOverride {
  return overrideKernel<RealInputs>(kernelName, ({ inputs, backend }) => {
    const [input] = Object.values(inputs) as [TensorInfo]; // the only one, "x" or "input"
    const out = backend.makeOutput(input.shape, "float32");
    const from = numbersOf(backend, input);
    const to = viewOf(backend, out, "float32");
    for (let i = 0; i < to.length; i++) to[i] = part(from[2 * i]!, from[2 * i + 1]!);
    return out;
  });
}

function numbersOf(backend: WasmBackend, { dataId, shape }: TensorInfo): Float32Array {
  return viewOf(backend, { dataId, shape: [...shape, 2], dtype: "float32" }, "float32");
}

/** Complex tensors, which tfjs-backend-wasm lacks. */
export const complexKernels: readonly KernelOverride[] = [
  complex,
  partOf("Real", (re) => re),
  partOf("Imag", (_, im) => im),
  partOf("ComplexAbs", Math.hypot),
];

/** Lets tensors of the backend be read where they are complex. */
export function readComplexTensors(backend: WasmBackend): void {
  const stock = backend.readSync.bind(backend);
  backend.readSync = (dataId, start, end) => {
    const { dtype, shape, memoryOffset } = backend.dataIdMap.get(dataId);
    if (dtype !== "complex64") return stock(dataId, start, end);
    const count = 2 * tf.util.sizeFromShape(shape);
    return new Float32Array(backend.wasm.HEAPU8.buffer, memoryOffset!, count).slice(
      start === undefined ? 0 : 2 * start,
      end === undefined ? count : 2 * end,
    );
  };
}
