import type { KernelConfig } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { registerBatchNormGradient } from "./batch-norm-grad.js";
import { fuseBatchNormalization } from "./batch-normalization-layer.js";
import { readComplexTensors } from "./complex.js";
import { fuseOptimizers } from "./fused-optimizers.js";
import type { KernelOverride } from "./kernel-override.js";
import { kernels } from "./kernels.js";
import { guardMemory } from "./memory-guard.js";
import { fuseRecurrentLayers } from "./recurrent-layers.js";
import { registerReluGradient } from "./relu-grad.js";
import { registerTrainedBatchNormGradient } from "./trained-batch-norm.js";
import type { WasmBackend } from "./wasm-backend.js";

const KNOWN_VERSION = /^4\.22\./;

// on the objects themselves: another copy of this module may have put it there
const OWN = Symbol.for("preplab.kernel");

/**
 * Gives a started WebAssembly backend the project's kernels in the place of those that it lacks or has wrong or
 * slow, and what trains fast on it. Does nothing to other versions of tfjs and to a backend that has them already.
 */
export function completeBackend(backend: WasmBackend): void {
  if (!KNOWN_VERSION.test(tf.version.tfjs) || !isAsExpected(backend)) return;
  if (!(OWN in backend)) {
    guardMemory(backend);
    readComplexTensors(backend);
    Object.assign(backend, { [OWN]: true });
  }
  for (const kernel of kernels) register(kernel);
  registerReluGradient();
  registerBatchNormGradient();
  registerTrainedBatchNormGradient();
  fuseBatchNormalization();
  fuseOptimizers();
  fuseRecurrentLayers();
}

function isAsExpected({ wasm, dataIdMap, dataIdNextNumber }: WasmBackend): boolean {
  return (
    wasm?.asm?.memory instanceof WebAssembly.Memory &&
    typeof wasm._malloc === "function" &&
    typeof wasm.tfjs?.registerTensor === "function" &&
    typeof dataIdMap?.get === "function" &&
    typeof dataIdNextNumber === "number"
  );
}

function register({ kernelName, create }: KernelOverride): void {
  const stock = (tf.getKernel(kernelName, "wasm") as KernelConfig | undefined) ?? undefined;
  if (stock !== undefined && OWN in stock.kernelFunc) return;
  const kernelFunc = Object.assign(create(stock?.kernelFunc), { [OWN]: true });
  if (stock !== undefined) tf.unregisterKernel(kernelName, "wasm");
  // set-up and disposal stay with the stock kernel, which may still be called
  tf.registerKernel({ ...stock, kernelName, backendName: "wasm", kernelFunc });
}
