import type { layers as tfLayers } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import type { KerasNode } from "./keras-object.js";

type Layer = tfLayers.Layer;

const pinned = new WeakSet<Layer>();

/** Whether Keras calls the layer with `training=False` on purpose: others say so anyway. */
export function isInferenceOnly(layer: Layer, nodes: readonly KerasNode[]): boolean {
  const isAsked = layer instanceof tf.LayersModel || layer.getClassName() === "BatchNormalization";
  return isAsked && nodes.length > 0 && nodes.every(({ kwargs }) => kwargs.training === false);
}

/** Has a layer predict in `fit`, too: a frozen base keeps the statistics of its batch normalizations. */
export function pinInference(layer: Layer): void {
  const call = layer.call.bind(layer);
  layer.call = (inputs, kwargs) => call(inputs, { ...kwargs, training: false });
  pinned.add(layer);
}

/** Whether `pinInference` was here. */
export function isPinned(layer: Layer): boolean {
  return pinned.has(layer);
}
