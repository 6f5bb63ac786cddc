import type { Tensor, TensorInfo } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { gradientDepth } from "./gradient-depth.js";
import { overrideKernel } from "./kernel-override.js";
import { addressOf, routinesFor, viewOf, type WasmBackend, withScratch } from "./wasm-backend.js";

interface BatchNormGradInputs {
  readonly dy: TensorInfo;
  readonly x: TensorInfo;
  readonly mean: TensorInfo;
  readonly variance: TensorInfo;
  readonly scale: TensorInfo;
}

interface BatchNormGradAttrs {
  readonly varianceEpsilon: number;
}

/**
 * The gradients of batch normalization by given moments: of x, mean, variance, scale and offset. tfjs makes
 * some twenty tensors as large as x for them.
 */
export const batchNormGrad = overrideKernel<BatchNormGradInputs, BatchNormGradAttrs>(
  "FusedBatchNormGrad",
  ({ inputs, attrs, backend }) => {
    const { x, mean, variance, scale } = inputs;
    const dx = backend.makeOutput(x.shape, "float32");
    const [dMean, dVariance, dScale, dOffset] = [0, 1, 2, 3].map(() =>
      backend.makeOutput(mean.shape, "float32"),
    ) as [TensorInfo, TensorInfo, TensorInfo, TensorInfo];
    sumGradients(backend, inputs, { sums: dOffset, products: dScale });
    combine(backend, inputs, dx, (p) => {
      const factors = viewOf(backend, scale, "float32");
      const variances = viewOf(backend, variance, "float32");
      const sums = viewOf(backend, dOffset, "float32");
      const products = viewOf(backend, dScale, "float32");
      const means = viewOf(backend, dMean, "float32");
      const ofVariances = viewOf(backend, dVariance, "float32");
      for (let c = 0; c < factors.length; c++) {
        const deviation = 1 / Math.sqrt(variances[c]! + attrs.varianceEpsilon);
        p[c] = factors[c]! * deviation;
        means[c] = -p[c]! * sums[c]!;
        ofVariances[c] = -0.5 * p[c]! * deviation * deviation * products[c]!;
        products[c] = products[c]! * deviation;
      }
    });
    return [dx, dMean, dVariance, dScale, dOffset];
  },
);

/** The gradients of batch normalization by the batch's own moments: of x, scale and offset. */
export const trainedBatchNormGrad = overrideKernel<BatchNormGradInputs, BatchNormGradAttrs>(
  "TrainedBatchNormGrad",
  ({ inputs, attrs, backend }) => {
    const { x, mean, variance, scale } = inputs;
    const dx = backend.makeOutput(x.shape, "float32");
    const dScale = backend.makeOutput(mean.shape, "float32");
    const dOffset = backend.makeOutput(mean.shape, "float32");
    const rows = tf.util.sizeFromShape(x.shape.slice(0, -1));
    sumGradients(backend, inputs, { sums: dOffset, products: dScale });
    combine(backend, inputs, dx, (p, q, r) => {
      const factors = viewOf(backend, scale, "float32");
      const variances = viewOf(backend, variance, "float32");
      const sums = viewOf(backend, dOffset, "float32");
      const products = viewOf(backend, dScale, "float32");
      for (let c = 0; c < factors.length; c++) {
        const deviation = 1 / Math.sqrt(variances[c]! + attrs.varianceEpsilon);
        p[c] = factors[c]! * deviation;
        q[c] = (-p[c]! * deviation * deviation * products[c]!) / rows;
        r[c] = (-p[c]! * sums[c]!) / rows;
        products[c] = products[c]! * deviation;
      }
    });
    return [dx, dScale, dOffset];
  },
);

function sumGradients(
  backend: WasmBackend,
  { dy, x, mean }: BatchNormGradInputs,
  { sums, products }: { readonly sums: TensorInfo; readonly products: TensorInfo },
): void {
  const columns = tf.util.sizeFromShape(mean.shape);
  routinesFor(backend).batchNormSums(
    addressOf(backend, x),
    addressOf(backend, dy),
    addressOf(backend, mean),
    addressOf(backend, sums),
    addressOf(backend, products),
    tf.util.sizeFromShape(x.shape) / columns,
    columns,
  );
}

// dx = dy * p + (x - mean) * q + r
function combine(
  backend: WasmBackend,
  { dy, x, mean }: BatchNormGradInputs,
  dx: TensorInfo,
  fill: (p: Float32Array, q: Float32Array, r: Float32Array) => void,
): void {
  const columns = tf.util.sizeFromShape(mean.shape);
  const bytes = 4 * columns;
  withScratch(backend, 3 * bytes, (p) => {
    const { buffer } = backend.wasm.HEAPU8;
    const factors = new Float32Array(buffer, p, 3 * columns).fill(0);
    fill(
      factors.subarray(0, columns),
      factors.subarray(columns, 2 * columns),
      factors.subarray(2 * columns),
    );
    routinesFor(backend).combineColumns(
      addressOf(backend, x),
      addressOf(backend, mean),
      addressOf(backend, dy),
      p,
      p + bytes,
      p + 2 * bytes,
      addressOf(backend, dx),
      tf.util.sizeFromShape(x.shape) / columns,
      columns,
    );
  });
}

const OWN = Symbol.for("preplab.gradient");

/** Lets the gradient of tf.batchNorm run that kernel when the WebAssembly backend is active. */
export function registerBatchNormGradient(): void {
  const stock = tf.getGradient("FusedBatchNorm");
  if (OWN in stock) return;
  tf.unregisterGradient("FusedBatchNorm");
  const own = {
    ...stock,
    [OWN]: true,
    gradFunc: (...[dy, saved, attrs]: Parameters<typeof stock.gradFunc>) => {
      const [x, mean, variance, scale] = saved as [Tensor, Tensor, Tensor, Tensor?];
      const isFusable =
        tf.getBackend() === "wasm" &&
        mean.rank === 1 &&
        scale?.rank === 1 &&
        !Array.isArray(dy) &&
        gradientDepth() === 0;
      if (!isFusable) return stock.gradFunc(dy, saved, attrs);
      const inputs = { dy, x, mean, variance, scale };
      const gradients = tf.engine().runKernel("FusedBatchNormGrad", inputs, attrs) as Tensor[]; // five outputs
      return Object.fromEntries(
        ["x", "mean", "variance", "scale", "offset"].map((name, i) => [name, () => gradients[i]!]),
      );
    },
  };
  tf.registerGradient(own);
}
