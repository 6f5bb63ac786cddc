import type { backend_util, TensorInfo } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { runKernel } from "./kernel-override.js";
import type { WasmBackend } from "./wasm-backend.js";

interface Activated {
  readonly activation: backend_util.Activation;
  readonly leakyreluAlpha?: number;
  readonly preluActivationWeights: TensorInfo | undefined;
}

const KERNELS: Record<Exclude<backend_util.Activation, "linear">, string> = {
  relu: "Relu",
  relu6: "Relu6",
  elu: "Elu",
  sigmoid: "Sigmoid",
  prelu: "Prelu",
  leakyrelu: "LeakyRelu",
};

/** What a fused kernel's activation makes of `x`, which is given up for it. */
export function applyActivation(
  backend: WasmBackend,
  x: TensorInfo,
  { activation = "linear", leakyreluAlpha, preluActivationWeights }: Activated,
): TensorInfo {
  if (activation === "linear") return x;
  const { kernelFunc } = tf.getKernel(KERNELS[activation], "wasm");
  try {
    if (activation === "prelu") {
      return runKernel(kernelFunc, backend, { x, alpha: preluActivationWeights }, {});
    }
    return runKernel(
      kernelFunc,
      backend,
      { x },
      leakyreluAlpha === undefined ? {} : { alpha: leakyreluAlpha },
    );
  } finally {
    backend.disposeData(x.dataId);
  }
}
