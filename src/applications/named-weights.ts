import { stat } from "node:fs/promises";
import type { LayersModel } from "@tensorflow/tfjs";
import { readKerasWeights } from "../keras/load-keras-weights.js";
import type { WeightsFile } from "../keras/weights/read-weights.js";
import type { SavedWeight } from "../keras/weights/saved-weights.js";
import { readModelFolder } from "../models/read-model-folder.js";
import { tf } from "../tensorflow.js";

/** Weights of each layer by its name, in the layer's order. */
export type NamedWeights = ReadonlyMap<string, readonly SavedWeight[]>;

/**
 * Gives each layer of a model the weights that stand under its name; other weights are left out. Throws,
 * naming `source`, before anything is changed when a layer is missing or has other shapes there.
 */
export function setWeightsByName(
  owner: string,
  model: LayersModel,
  weights: NamedWeights,
  source: string,
): void {
  const layers = model.layers.filter((layer) => layer.weights.length > 0);
  const missing = layers.map(({ name }) => name).filter((name) => !weights.has(name));
  if (missing.length > 0) {
    throw new Error(
      `${owner}: ${source} has no weights for ${missing.length} of ${layers.length} layers. ` +
        `Missing: ${missing.slice(0, 5).join(", ")}${missing.length > 5 ? ", ..." : ""}`,
    );
  }
  for (const layer of layers) {
    const given = shapesOf(weights.get(layer.name)!);
    const taken = shapesOf(layer.weights);
    if (given === taken) continue;
    throw new Error(
      `${owner}: ${layer.name} takes weights of the shapes ${taken}. Received: ${given} in ${source}`,
    );
  }
  for (const layer of layers) {
    tf.tidy(() => {
      layer.setWeights(
        weights.get(layer.name)!.map(({ values, shape }) => tf.tensor(values, [...shape])),
      );
    });
  }
}

function shapesOf(weights: readonly { readonly shape: readonly (number | null)[] }[]): string {
  return weights.map(({ shape }) => `[${shape.join(", ")}]`).join(", ");
}

/** Weights by their layers' names: from a file that Keras wrote, or a model that tfjs saved. */
export async function readNamedWeights(owner: string, path: string): Promise<NamedWeights> {
  const info = await stat(path).catch(() => undefined);
  if (info === undefined) throw new Error(`${owner}: there are no weights at ${path}.`);
  if (info.isDirectory() || path.endsWith(".json")) return readSavedModel(owner, path);
  return byName(await readKerasWeights(owner, path));
}

function byName(file: WeightsFile): NamedWeights {
  if (file.kind === "legacy")
    return new Map(file.layers.map(({ name, weights }) => [name, weights]));
  const layers = [...file.weights.values()].filter(({ name }) => name !== null);
  return new Map(
    layers.map(({ name, arrays }) => {
      const keys = [...arrays.keys()].sort((a, b) => Number(a) - Number(b));
      return [name!, keys.map((key) => arrays.get(key)!)];
    }),
  );
}

async function readSavedModel(owner: string, path: string): Promise<NamedWeights> {
  const { weightData, weightSpecs } = await readModelFolder(path);
  if (weightData === undefined || weightSpecs === undefined) {
    throw new Error(`${owner}: the model at ${path} has no weights.`);
  }
  const tensors = tf.io.decodeWeights(weightData, weightSpecs);
  const weights = new Map<string, SavedWeight[]>();
  for (const { name, group } of weightSpecs) {
    const tensor = tensors[name]!;
    const layer = name.slice(0, name.lastIndexOf("/"));
    if (group === "optimizer" || tensor.dtype !== "float32") continue;
    const list = weights.get(layer) ?? [];
    list.push({ values: tensor.dataSync<"float32">(), shape: tensor.shape });
    weights.set(layer, list);
  }
  tf.dispose(tensors);
  return weights;
}
