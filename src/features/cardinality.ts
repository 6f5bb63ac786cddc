import type { layers as tfLayers } from "@tensorflow/tfjs";
import { CategoryEncoding } from "../layers/lookup/category-encoding.js";
import { HashedCrossing } from "../layers/lookup/hashed-crossing.js";
import { Hashing } from "../layers/lookup/hashing.js";
import { IndexLookup } from "../layers/lookup/index-lookup.js";
import { Discretization } from "../layers/numeric/discretization.js";
import { received } from "../received.js";
import type { Feature } from "./feature.js";

/** How many different indices a layer gives. Throws, naming `owner` and the feature, when it is not known. */
export function cardinalityOf(owner: string, name: string, layer: tfLayers.Layer): number {
  if (layer instanceof IndexLookup) return layer.vocabularySize;
  if (layer instanceof CategoryEncoding) return layer.numTokens;
  if (layer instanceof Hashing || layer instanceof HashedCrossing) return layer.numBins;
  if (layer instanceof Discretization) {
    const bins = layer.numBins ?? (layer.binBoundaries ?? []).length + 1;
    return bins;
  }
  throw new Error(
    `${owner}: the feature ${received(name)} cannot be one-hot, for its layer does not say how many ` +
      `indices it gives; take outputMode "int". Received: ${layer.getClassName()}`,
  );
}

/** Whether the layer of a feature has something to learn that it was not given. */
export function isAdaptable({ preprocessor }: Feature): boolean {
  if (!("adapt" in preprocessor)) return false;
  const { hasInputVocabulary, mean, binBoundaries, numBins } = preprocessor.getConfig();
  const hasBoundaries = binBoundaries != null && numBins == null;
  return hasInputVocabulary !== true && mean == null && !hasBoundaries;
}
