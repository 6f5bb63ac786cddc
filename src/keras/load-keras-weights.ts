import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { LayersModel, layers as tfLayers } from "@tensorflow/tfjs";
import { received } from "../received.js";
import { readArchive } from "./archive/read-archive.js";
import { type Assignment, assign, assignments, pair } from "./weights/assign-weights.js";
import { layerTree, modelLayers } from "./weights/layer-tree.js";
import { type LegacyLayer, readWeightsFile, type WeightsFile } from "./weights/read-weights.js";
import type { SavedWeights } from "./weights/saved-weights.js";

/** Options of `models.loadKerasWeights`. */
export interface LoadKerasWeightsOptions {
  /**
   * Whether layers get the weights that were saved under their names, so that others keep theirs. By default
   * they get them in their order, and all have to fit.
   */
  readonly byName?: boolean | undefined;
}

const OWNER = "loadKerasWeights";

/**
 * Loads weights into a model that has the same layers: from a `.weights.h5` or `.keras` file of Keras 3, or
 * from the HDF5 files of Keras 2 with weights or whole models, as `keras.applications` publishes them.
 *
 * Throws, naming the layer, when a layer's weights are missing or of another shape; the model is then as it
 * was before.
 *
 * @example
 * import { loadKerasWeights, saveKerasModel, tf } from "preplab";
 * const model = (kernelInitializer) =>
 *   tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer })] });
 * await saveKerasModel(model("ones"), "/tmp/ones.keras");
 * const zeros = model("zeros");
 * await loadKerasWeights(zeros, "/tmp/ones.keras");
 * zeros.predict(tf.tensor2d([[1, 2]])).print();
 * // Tensor
 * //      [[3],]
 */
export async function loadKerasWeights(
  model: LayersModel,
  path: string | URL,
  { byName = false }: LoadKerasWeightsOptions = {},
): Promise<void> {
  const found = await readKerasWeights(OWNER, path instanceof URL ? fileURLToPath(path) : path);
  const layers = modelLayers(model);
  if (found.kind === "legacy") {
    const saved = found.layers.filter(({ weights }) => weights.length > 0);
    assign(byName ? legacyByName(layers, saved) : legacyInOrder(layers, saved));
  } else {
    const { weights } = found;
    assign(byName ? byNames(layers, weights) : assignments(OWNER, layerTree(model, ""), weights));
  }
}

/** What a `.weights.h5`, `.keras` or older HDF5 file holds. Throws, naming `owner`, when it is damaged. */
export async function readKerasWeights(owner: string, path: string): Promise<WeightsFile> {
  const bytes = await readFile(path);
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b; // "PK"
  const hdf5 = isZip ? (await readArchive(owner, path)).weights : bytes;
  return readWeightsFile(owner, path, hdf5);
}

function byNames(layers: readonly tfLayers.Layer[], weights: SavedWeights): Assignment[] {
  const places = new Map<string, string>();
  for (const [place, { name }] of weights) {
    if (name !== null && /^layers\/[^/]+$/.test(place)) places.set(name, place);
  }
  return layers.flatMap((layer) => {
    const place = places.get(layer.name);
    return place === undefined ? [] : assignments(OWNER, layerTree(layer, place), weights);
  });
}

function legacyByName(
  layers: readonly tfLayers.Layer[],
  saved: readonly LegacyLayer[],
): Assignment[] {
  return layers.flatMap((layer) => {
    const own = saved.find(({ name }) => name === layer.name);
    return own === undefined ? [] : pair(OWNER, layer, layer.weights, own.weights, own.name);
  });
}

function legacyInOrder(
  layers: readonly tfLayers.Layer[],
  saved: readonly LegacyLayer[],
): Assignment[] {
  const weighted = layers.filter(({ weights }) => weights.length > 0);
  if (weighted.length !== saved.length) {
    throw new Error(
      `${OWNER}: the model has ${weighted.length} layers with weights; a file with others is loaded by ` +
        `the option byName. Received: ${saved.length} layers: ${received(saved.map(({ name }) => name))}`,
    );
  }
  return weighted.flatMap((layer, i) => {
    const { weights, name } = saved[i]!;
    return pair(OWNER, layer, layer.weights, weights, name);
  });
}
