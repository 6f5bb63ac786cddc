import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { overrideKernel } from "./kernel-override.js";
import { addressOf, routinesFor } from "./wasm-backend.js";

const NAME = "ReluGrad";

/** The gradient of relu in one kernel, where tfjs takes three. */
export const reluGrad = overrideKernel<{ x: Tensor; dy: Tensor }>(
  NAME,
  ({ inputs: { x, dy }, backend }) => {
    const out = backend.makeOutput(x.shape, "float32");
    const count = tf.util.sizeFromShape(x.shape);
    routinesFor(backend).selectPositive(
      addressOf(backend, x),
      addressOf(backend, dy),
      addressOf(backend, out),
      count,
    );
    return out;
  },
);

function gradientOf(x: Tensor, dy: Tensor): Tensor {
  return tf.engine().runKernel(NAME, { x, dy }) as Tensor; // one output
}

/** Lets relu's gradient run that kernel when the WebAssembly backend is active. */
export function registerReluGradient(): void {
  if (tf.getGradient(NAME) !== undefined) return;
  tf.registerGradient({
    kernelName: NAME,
    inputsToSave: ["x"],
    gradFunc: (dy, [x]) => ({
      x: () => tf.zerosLike(x!),
      dy: () => gradientOf(x!, dy as Tensor), // one output, one gradient
    }),
  });
  const stock = tf.getGradient("Relu");
  tf.unregisterGradient("Relu");
  tf.registerGradient({
    ...stock,
    gradFunc: (dy, saved, attrs) => {
      const [x] = saved;
      const isFloat = x!.dtype === "float32" && !Array.isArray(dy) && dy.dtype === "float32";
      if (tf.getBackend() !== "wasm" || !isFloat) return stock.gradFunc(dy, saved, attrs);
      return { x: () => gradientOf(x!, dy) };
    },
  });
}
