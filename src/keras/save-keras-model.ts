import { fileURLToPath } from "node:url";
import type { LayersModel } from "@tensorflow/tfjs";
import { IndexLookup } from "../layers/lookup/index-lookup.js";
import { TextVectorization } from "../layers/text/text-vectorization.js";
import { received } from "../received.js";
import { writeArchive } from "./archive/write-archive.js";
import { writeCompile } from "./config/write-compile.js";
import { writeModel } from "./config/write-model.js";
import { vocabularyFile } from "./config/write-preprocessing.js";
import { gatesForKeras } from "./weights/hard-sigmoid.js";
import { layerTree, type PlacedLayer } from "./weights/layer-tree.js";
import type { LayerWeights, SavedWeight } from "./weights/saved-weights.js";
import { writeWeightsFile } from "./weights/write-weights.js";

const OWNER = "saveKeras";

/**
 * Saves a model as a `.keras` file that `keras.saving.load_model` of Keras 3 loads: layers, weights,
 * vocabularies and statistics of preprocessing layers, optimizer and loss. The state of the optimizer is left
 * out. The file is replaced in one step: whatever fails, the old one stays.
 *
 * Throws, naming the layer or option, when Keras 3 has nothing like it.
 *
 * @example
 * import { loadKerasModel, layers, saveKerasModel, tf } from "preplab";
 * const lookup = layers.stringLookup({ vocabulary: ["red", "green"] });
 * const input = tf.input({ shape: [1], dtype: "string" });
 * await saveKerasModel(tf.model({ inputs: input, outputs: lookup(input) }), "/tmp/colours.keras");
 * const model = await loadKerasModel("/tmp/colours.keras");
 * model.predict(tf.tensor([["green"], ["blue"]])).print();
 * // Tensor
 * //     [[2],
 * //      [0]]
 */
export async function saveKerasModel(model: LayersModel, path: string | URL): Promise<void> {
  const file = path instanceof URL ? fileURLToPath(path) : path;
  if (!file.endsWith(".keras")) {
    throw new Error(`${OWNER}: the path must end in .keras. Received: ${received(file)}`);
  }
  const compiled = writeCompile(model);
  const config = {
    ...writeModel(OWNER, model),
    ...(compiled === undefined ? {} : { compile_config: compiled }),
  };
  const layers = layerTree(model, "");
  const weights = await writeWeightsFile(new Map(layers.flatMap(arraysOf)));
  await writeArchive(file, { config, weights, assets: new Map(layers.flatMap(assetsOf)) });
}

function arraysOf({ layer, place, variables }: PlacedLayer): [string, LayerWeights][] {
  const own = variables.map((variable) => ({
    shape: variable.shape as number[], // all sizes are known
    values: variable.read().dataSync<"float32" | "int32">(),
  }));
  const arrays = gatesForKeras(layer, own).map((weight, i): [string, SavedWeight] => {
    return [String(i), weight];
  });
  const idf = idfWeights(layer);
  if (idf !== null) arrays.push(["idf_weights", { shape: [idf.length], values: idf }]);
  return lookupPlaces(layer, place).map((at) => [
    at,
    { name: layer.name, arrays: new Map(arrays) },
  ]);
}

function assetsOf({ layer, place }: PlacedLayer): [string, Uint8Array][] {
  const vocabulary = vocabularyFile(layer);
  if (vocabulary === null) return [];
  const bytes = new TextEncoder().encode(vocabulary);
  return lookupPlaces(layer, place).map((at) => [`${at}/vocabulary.txt`, bytes]);
}

// Keras has a lookup layer inside, and the same files for both
function lookupPlaces(layer: unknown, place: string): string[] {
  return layer instanceof TextVectorization ? [place, `${place}/_lookup_layer`] : [place];
}

// one for each place of the encoded vectors
function idfWeights(layer: unknown): Float32Array | null {
  if (!(layer instanceof IndexLookup) || layer.settings.outputMode !== "tf_idf") return null;
  const { idfWeights: learnt } = layer.getConfig() as { idfWeights?: number[] | null };
  if (learnt == null) return null;
  const { padToMaxTokens, maxTokens } = layer.settings;
  const padded = new Float32Array(padToMaxTokens ? maxTokens! : learnt.length);
  padded.set(learnt);
  return padded;
}
