import type { layers, Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { gradientDepth } from "./gradient-depth.js";
import { classPrototype, replaceCall } from "./layer-prototype.js";
import { normalizeBatch, type Weights } from "./trained-batch-norm.js";

interface LayerVariable {
  read(): Tensor;
  write(value: Tensor): void;
}

/** The layer's private fields in tfjs-layers 4.22. */
interface BatchNormalization extends layers.Layer {
  readonly axis: number;
  readonly momentum: number;
  readonly epsilon: number;
  readonly gamma?: LayerVariable;
  readonly beta?: LayerVariable;
  readonly movingMean: LayerVariable;
  readonly movingVariance: LayerVariable;
}

interface CallArgs {
  readonly training?: boolean;
}

type Call = (this: BatchNormalization, inputs: Tensor | Tensor[], args: CallArgs) => Tensor;

/**
 * Lets tf.layers.batchNormalization train with one kernel each way on the WebAssembly backend. On every backend it
 * then trains without scale or center, where tfjs reads the missing weights, and along another axis than the last,
 * where tfjs's kernels normalize the wrong numbers.
 */
export function fuseBatchNormalization(): void {
  replaceCall<Call>(
    classPrototype("BatchNormalization"),
    (stock) =>
      function (this: BatchNormalization, inputs, args) {
        const x = Array.isArray(inputs) ? inputs[0]! : inputs;
        const axis = this.axis < 0 ? this.axis + x.rank : this.axis;
        if (args?.training) return tf.tidy(() => train(this, x, axis));
        if (axis === x.rank - 1) return stock.call(this, inputs, args);
        return tf.tidy(() =>
          normalize(x, {
            ...weightsOf(this, x.shape[axis]!),
            axis,
            mean: this.movingMean.read(),
            variance: this.movingVariance.read(),
          }),
        );
      },
  );
}

function train(layer: BatchNormalization, x: Tensor, axis: number): Tensor {
  const weights = weightsOf(layer, x.shape[axis]!);
  const isFusable =
    tf.getBackend() === "wasm" &&
    axis === x.rank - 1 &&
    x.dtype === "float32" &&
    gradientDepth() <= 1;
  const [out, mean, variance] = isFusable
    ? normalizeBatch(x, weights)
    : normalizeByMoments(x, { ...weights, axis });
  moveTowards(layer.movingMean, mean, layer.momentum);
  moveTowards(layer.movingVariance, variance, layer.momentum);
  return out;
}

function weightsOf({ gamma, beta, epsilon }: BatchNormalization, size: number): Weights {
  return {
    scale: gamma?.read() ?? tf.ones([size]),
    offset: beta?.read() ?? tf.zeros([size]),
    epsilon,
  };
}

function normalizeByMoments(
  x: Tensor,
  options: Weights & { readonly axis: number },
): [out: Tensor, mean: Tensor, variance: Tensor] {
  const axes = x.shape.map((_, i) => i).filter((i) => i !== options.axis);
  const { mean, variance } = tf.moments(x, axes);
  return [normalize(x, { ...options, mean, variance }), mean, variance];
}

interface Normalization extends Weights {
  readonly axis: number;
  readonly mean: Tensor;
  readonly variance: Tensor;
}

function normalize(
  x: Tensor,
  { axis, mean, variance, scale, offset, epsilon }: Normalization,
): Tensor {
  const shape = x.shape.map((size, i) => (i === axis ? size : 1));
  const factor = scale.div(variance.add(epsilon).sqrt()).reshape(shape);
  return x.sub(mean.reshape(shape)).mul(factor).add(offset.reshape(shape));
}

function moveTowards(variable: LayerVariable, value: Tensor, momentum: number): void {
  const old = variable.read();
  variable.write(old.sub(old.sub(value).mul(1 - momentum)));
}
