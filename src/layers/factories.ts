import type { layers as tfLayers } from "@tensorflow/tfjs";
import { tf } from "../tensorflow.js";
import { callable } from "./base/callable.js";
import type { LayerCall } from "./base/layer-call.js";
import { deserializeLayer } from "./base/register-layer.js";
import { RandomRotation, type RandomRotationOptions } from "./image/random-rotation.js";
import { StringLookup, type StringLookupOptions } from "./lookup/string-lookup.js";

const own = {
  /** See `RandomRotation`. */
  randomRotation: (options: RandomRotationOptions): RandomRotation => new RandomRotation(options),
  /** See `StringLookup`. */
  stringLookup: (options?: StringLookupOptions): StringLookup => new StringLookup(options),
  deserialize: deserializeLayer,
};

type TfFactories = typeof tf.layers;

type Callable<F> = F extends (...args: infer A) => infer L
  ? L extends tfLayers.Layer
    ? (...args: A) => L & LayerCall
    : F
  : F;

/** Every factory of `tf.layers`, its layers callable, and preplab's own in place of tfjs's. */
export type Layers = Omit<
  { readonly [K in keyof TfFactories]: Callable<TfFactories[K]> },
  keyof typeof own
> &
  Readonly<typeof own>;

/**
 * All layers by their Keras names in camelCase: preplab's preprocessing layers and every layer of tfjs. Each
 * is called like a function, on symbolic tensors, tensors and plain values.
 *
 * @example
 * import { layers, tf } from "preplab";
 * const dense = layers.dense({ units: 1, kernelInitializer: "ones" });
 * dense([[1, 2]]).print();
 * // Tensor
 * //      [[3],]
 * console.log(dense(tf.input({ shape: [2] })).shape); // [ null, 1 ]
 */
export const layers: Layers = Object.freeze({ ...callableFactories(), ...own }) as Layers; // tfjs's names, own types

function callableFactories(): Record<string, unknown> {
  const factories: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(tf.layers)) {
    factories[name] = isFactory(name, value) ? makesCallable(value) : value;
  }
  return factories;
}

// classes start with a capital; `input` gives a symbolic tensor
function isFactory(name: string, value: unknown): value is (...args: unknown[]) => unknown {
  return typeof value === "function" && /^[a-z]/.test(name) && name !== "input";
}

function makesCallable(factory: (...args: unknown[]) => unknown): (...args: unknown[]) => unknown {
  return (...args) => {
    const layer = factory(...args);
    return layer instanceof tf.layers.Layer ? callable(layer) : layer;
  };
}
