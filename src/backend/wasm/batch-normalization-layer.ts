import type { layers, serialization, Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { isNestedGradient } from "./nested-gradient.js";
import { normalizeBatch } from "./trained-batch-norm.js";

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

const OWN = Symbol.for("preplab.call");

/**
 * Lets tf.layers.batchNormalization train with one kernel each way on the WebAssembly backend, and without scale
 * or center on any (tfjs reads the missing weights).
 */
export function fuseBatchNormalization(): void {
  const prototype = prototypeOf(tf.layers.batchNormalization({}));
  const stock = prototype.call;
  if (OWN in stock) return;
  const call: Call = function (this: BatchNormalization, inputs, args) {
    if (!args?.training) return stock.call(this, inputs, args);
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    return tf.tidy(() => train(this, x));
  };
  prototype.call = Object.assign(call, { [OWN]: true });
}

function prototypeOf(layer: layers.Layer): { call: Call } {
  const { prototype } = layer.constructor as serialization.SerializableConstructor<layers.Layer> & {
    prototype: { call: Call };
  };
  return prototype;
}

function train(layer: BatchNormalization, x: Tensor): Tensor {
  const axis = layer.axis < 0 ? layer.axis + x.rank : layer.axis;
  const { gamma, beta } = layer;
  const size = x.shape[axis]!;
  const scale = gamma?.read() ?? tf.ones([size]);
  const offset = beta?.read() ?? tf.zeros([size]);
  const isFusable =
    tf.getBackend() === "wasm" &&
    axis === x.rank - 1 &&
    x.dtype === "float32" &&
    !isNestedGradient();
  const [out, mean, variance] = isFusable
    ? normalizeBatch(x, scale, offset, layer.epsilon)
    : normalizeByMoments(x, { axis, scale, offset, epsilon: layer.epsilon });
  moveTowards(layer.movingMean, mean, layer.momentum);
  moveTowards(layer.movingVariance, variance, layer.momentum);
  return out;
}

interface Normalization {
  readonly axis: number;
  readonly scale: Tensor;
  readonly offset: Tensor;
  readonly epsilon: number;
}

function normalizeByMoments(
  x: Tensor,
  { axis, scale, offset, epsilon }: Normalization,
): [out: Tensor, mean: Tensor, variance: Tensor] {
  const axes = x.shape.map((_, i) => i).filter((i) => i !== axis);
  const { mean, variance } = tf.moments(x, axes);
  const shape = x.shape.map((size, i) => (i === axis ? size : 1));
  const [m, v, o, s] = [mean, variance, offset, scale].map((values) =>
    axis === x.rank - 1 ? values : values.reshape(shape),
  ) as [Tensor, Tensor, Tensor, Tensor];
  return [tf.batchNorm(x, m, v, o, s, epsilon), mean, variance];
}

function moveTowards(variable: LayerVariable, value: Tensor, momentum: number): void {
  const old = variable.read();
  variable.write(old.sub(old.sub(value).mul(1 - momentum)));
}
