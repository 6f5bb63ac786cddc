import { readKerasConfig } from "../../layers/base/keras-config.js";
import type { PreprocessingLayer } from "../../layers/base/preprocessing-layer.js";
import { IndexLookup } from "../../layers/lookup/index-lookup.js";
import { received } from "../../received.js";
import type { Config, KerasObject } from "./keras-object.js";
import { snakeCase } from "./keras-object.js";
import { LINE_END } from "./read-preprocessing.js";

// options that Keras has not; what `state` and `compat` mean for a prediction is in the others
const OWN = new Set([
  ...["batch_input_shape", "compat", "dtype", "has_input_vocabulary", "input_shape", "state"],
  ...["batch_size", "trainable"],
]);

/** Keras's config of a preprocessing layer; a vocabulary that was learnt goes to a file of its own. */
export function writePreprocessing(owner: string, layer: PreprocessingLayer): KerasObject {
  const className = layer.getClassName();
  const options = readKerasConfig(layer.getConfig());
  if (options.compat === "tf_keras") {
    throw new Error(
      `${owner}: Keras 3 has no layer like it under compat "tf_keras". Received: ${received(layer.name)}`,
    );
  }
  for (const option of ["standardize", "split"]) {
    const value = options[option] ?? null;
    if (value === null || (typeof value === "string" && TEXT_STEPS.has(value))) continue;
    throw new Error(`${owner}: Keras has no ${option} like it. Received: ${received(value)}`);
  }
  const config = Object.entries(options)
    .map(([option, value]) => [snakeCase(option), fromPair(option, value)] as const)
    .filter(([option, value]) => !OWN.has(option) && value !== undefined);
  const known: Config = Object.fromEntries(config);
  // the size tells Keras how wide the output is before it reads the file
  const learnt =
    layer instanceof IndexLookup && vocabularyFile(layer) !== null
      ? { vocabulary: null, idf_weights: null, vocabulary_size: layer.vocabularySize }
      : {};
  return {
    module: "keras.layers",
    class_name: className,
    config: { ...known, ...learnt },
    registered_name: null,
  };
}

// Keras refuses the pair [-a, a] that it makes of the number a itself
function fromPair(option: string, value: unknown): unknown {
  if (!/^[xy]Factor$/.test(option) || !Array.isArray(value)) return value;
  return value[0] === -value[1] ? value[1] : value;
}

const TEXT_STEPS = new Set([
  ...["lower_and_strip_punctuation", "lower", "strip_punctuation", "whitespace", "character"],
]);

/**
 * The vocabulary that a layer learnt, one token a line; null when it has none, when it was given, or when
 * Keras could not read it back, as with a line's end in a token: then it stands in the config.
 */
export function vocabularyFile(layer: unknown): string | null {
  if (!(layer instanceof IndexLookup)) return null;
  const options = readKerasConfig(layer.getConfig());
  if (options.vocabulary == null || options.hasInputVocabulary !== false) return null;
  // Keras has as many weights as tokens in the file
  if (layer.settings.padToMaxTokens && layer.settings.outputMode === "tf_idf") return null;
  const tokens: string[] = layer.getVocabulary().map(String);
  if (tokens.at(-1) === "" || tokens.some((token) => LINE_END.test(token))) return null;
  return tokens.join("\n");
}
