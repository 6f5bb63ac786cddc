import type { Tensor, TensorInfo } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { overrideKernel } from "./kernel-override.js";
import { addressOf, routinesFor, viewOf, withScratch } from "./wasm-backend.js";

const NAME = "TrainedBatchNorm";

interface TrainedBatchNormInputs {
  readonly x: TensorInfo;
  readonly scale: TensorInfo;
  readonly offset: TensorInfo;
}

/** Batch normalization along the last axis by the batch's own moments: the result, mean and variance. */
export const trainedBatchNorm = overrideKernel<
  TrainedBatchNormInputs,
  { readonly varianceEpsilon: number }
>(NAME, ({ inputs: { x, scale, offset }, attrs, backend }) => {
  const out = backend.makeOutput(x.shape, "float32");
  const mean = backend.makeOutput(scale.shape, "float32");
  const variance = backend.makeOutput(scale.shape, "float32");
  const columns = tf.util.sizeFromShape(scale.shape);
  const rows = tf.util.sizeFromShape(x.shape) / columns;
  const routines = routinesFor(backend);
  const xAt = addressOf(backend, x);
  const meanAt = addressOf(backend, mean);
  withScratch(backend, 4 * columns, (factors) => {
    routines.columnMoments(xAt, meanAt, addressOf(backend, variance), rows, columns);
    const view = new Float32Array(backend.wasm.HEAPU8.buffer, factors, columns);
    const scales = viewOf(backend, scale, "float32");
    const variances = viewOf(backend, variance, "float32");
    for (let c = 0; c < columns; c++) {
      view[c] = scales[c]! / Math.sqrt(variances[c]! + attrs.varianceEpsilon);
    }
    const offsetAt = addressOf(backend, offset);
    routines.normalizeColumns(
      xAt,
      meanAt,
      factors,
      offsetAt,
      addressOf(backend, out),
      rows,
      columns,
    );
  });
  return [out, mean, variance];
});

/** What a batch is scaled by and moved by once it is normalized, and what keeps its variance from 0. */
export interface Weights {
  readonly scale: Tensor;
  readonly offset: Tensor;
  readonly epsilon: number;
}

/** Normalizes a batch with that kernel. Its moments are constants to the gradient, as in Keras. */
export function normalizeBatch(
  x: Tensor,
  { scale, offset, epsilon }: Weights,
): [out: Tensor, mean: Tensor, variance: Tensor] {
  const attrs = { varianceEpsilon: epsilon };
  const outputs = tf.engine().runKernel(NAME, { x, scale, offset }, attrs);
  return outputs as unknown as [Tensor, Tensor, Tensor]; // the kernel's three outputs
}

/** Gives that kernel its gradient. */
export function registerTrainedBatchNormGradient(): void {
  if (tf.getGradient(NAME) !== undefined) return;
  tf.registerGradient({
    kernelName: NAME,
    inputsToSave: ["x", "scale"],
    outputsToSave: [false, true, true],
    gradFunc: (dys, [x, scale, mean, variance], attrs) => {
      const [dy] = dys as Tensor[]; // three outputs, three gradients
      const inputs = { dy: dy!, x: x!, scale: scale!, mean: mean!, variance: variance! };
      const [dx, dScale, dOffset] = tf
        .engine()
        .runKernel("TrainedBatchNormGrad", inputs, attrs) as unknown as [Tensor, Tensor, Tensor];
      return { x: () => dx, scale: () => dScale, offset: () => dOffset };
    },
  });
}
