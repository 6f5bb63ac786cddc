import { received } from "../../received.js";
import { isKerasObject, type KerasObject } from "./keras-object.js";
import type { ReadContext } from "./read-context.js";
import { titleOf } from "./read-layer.js";

/** The layers in a model's config. Throws when the model is of a class of its own. */
export function savedLayers(context: ReadContext, saved: KerasObject): KerasObject[] {
  const { layers } = saved.config;
  if (Array.isArray(layers) && layers.every(isKerasObject)) return layers;
  throw new Error(
    `${titleOf(context, saved)}: layers must be a list of layers: models of a class of their own are not ` +
      `supported. Received: ${received(layers)}`,
  );
}

/** An input of shape [batch, 1] for one of [batch], which tfjs has not: a TextVectorization makes the same of it. */
export function ofColumns(input: KerasObject): KerasObject {
  const { batch_shape: shape } = input.config;
  if (!Array.isArray(shape) || shape.length !== 1) return input;
  return { ...input, config: { ...input.config, batch_shape: [shape[0], 1] } };
}

/** Whether a layer is a TextVectorization. */
export function isText(layer: KerasObject | undefined): boolean {
  return layer?.class_name === "TextVectorization";
}
