import { isKnownVersion } from "../known-version.js";
import { replaceKernel } from "../replace-kernel.js";
import { registerBatchNormGradient } from "./batch-norm-grad.js";
import { fuseBatchNormalization } from "./batch-normalization-layer.js";
import { readComplexTensors } from "./complex.js";
import { fuseOptimizers } from "./fused-optimizers.js";
import { kernels } from "./kernels.js";
import { guardMemory } from "./memory-guard.js";
import { fuseRecurrentLayers } from "./recurrent-layers.js";
import { registerReluGradient } from "./relu-grad.js";
import { registerTrainedBatchNormGradient } from "./trained-batch-norm.js";
import { routinesFor, type WasmBackend } from "./wasm-backend.js";

// on the backend itself: another copy of this module may have put it there
const OWN = Symbol.for("preplab.backend");

/**
 * Gives a started WebAssembly backend the project's kernels in the place of those that it lacks or has wrong or
 * slow, and what trains fast on it. Does nothing to other versions of tfjs and to a backend that has them already.
 */
export function completeBackend(backend: WasmBackend): void {
  if (!isKnownVersion() || !isAsExpected(backend) || !runsRoutines(backend)) return;
  if (!(OWN in backend)) {
    guardMemory(backend);
    readComplexTensors(backend);
    Object.assign(backend, { [OWN]: true });
  }
  for (const { kernelName, create } of kernels) replaceKernel(kernelName, "wasm", create);
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

// processors without SIMD cannot compile them
function runsRoutines(backend: WasmBackend): boolean {
  try {
    routinesFor(backend);
    return true;
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return false;
    throw error;
  }
}
