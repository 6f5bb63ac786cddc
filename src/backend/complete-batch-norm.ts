import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../tensorflow.js";

type RunKernel = ReturnType<typeof tf.engine>["runKernel"];

const OWN = Symbol.for("preplab.runKernel");

/**
 * Gives batch normalization without a scale or an offset those that change nothing: its gradient in tfjs 4.22
 * fails where one is missing.
 */
export function completeBatchNorm(): void {
  const engine = tf.engine();
  if (OWN in engine.runKernel) return;
  const stock: RunKernel = engine.runKernel.bind(engine);
  const runKernel: RunKernel = (name, inputs, attrs) => {
    if (name !== "FusedBatchNorm") return stock(name, inputs, attrs);
    const { mean } = inputs as { mean: Tensor }; // as the kernel's name promises
    const scale = inputs.scale ?? tf.onesLike(mean);
    const offset = inputs.offset ?? tf.zerosLike(mean);
    return stock(name, { ...inputs, scale, offset }, attrs);
  };
  engine.runKernel = Object.assign(runKernel, { [OWN]: true });
}
