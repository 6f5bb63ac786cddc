import type { LayersModel, layers as tfLayers } from "@tensorflow/tfjs";
import type { Config } from "./keras-object.js";

/** What of a model's config tfjs has no place for. */
export interface Origin {
  /** The layers in the order in which Keras numbers them. */
  readonly layers: readonly tfLayers.Layer[];
  /** Inputs and outputs as they are nested in Keras: lists, or dictionaries by name. */
  readonly inputs?: unknown;
  readonly outputs?: unknown;
}

/** Models that came from Keras. */
export const origins = new WeakMap<tfLayers.Layer, Origin>();

/** How models were compiled in Keras, as long as they have this optimizer. */
export const compiledAs = new WeakMap<
  LayersModel,
  { readonly optimizer: unknown; readonly config: Config }
>();

/** The layers of a model in the order in which Keras numbers them. */
export function layersInOrder(model: LayersModel): readonly tfLayers.Layer[] {
  return origins.get(model)?.layers ?? model.layers;
}
