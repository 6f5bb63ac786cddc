import type { LayerVariable, layers as tfLayers, Variable } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { gatesFromKeras } from "./hard-sigmoid.js";
import type { PlacedLayer } from "./layer-tree.js";
import type { SavedWeight, SavedWeights } from "./saved-weights.js";

/** A variable and what it is to become. */
export interface Assignment {
  readonly variable: LayerVariable;
  readonly saved: SavedWeight;
}

/** What a weights file of Keras 3 says about each variable. Throws when something is missing or of another shape. */
export function assignments(
  owner: string,
  layers: readonly PlacedLayer[],
  weights: SavedWeights,
): Assignment[] {
  return layers.flatMap(({ layer, place, variables }) => {
    if (variables.length === 0) return [];
    const arrays = weights.get(place)?.arrays ?? new Map<string, SavedWeight>();
    const saved = [...arrays.keys()]
      .filter((key) => /^\d+$/.test(key))
      .sort((a, b) => Number(a) - Number(b))
      .map((key) => arrays.get(key)!);
    return pair(owner, layer, variables, gatesFromKeras(layer, saved), place);
  });
}

/** Pairs a layer's variables with arrays. Throws, naming the layer, when they do not fit. */
export function pair(
  owner: string,
  layer: tfLayers.Layer,
  variables: readonly LayerVariable[],
  saved: readonly SavedWeight[],
  place: string,
): Assignment[] {
  const title = `${owner}: ${layer.getClassName()} ${JSON.stringify(layer.name)}`;
  if (saved.length !== variables.length) {
    throw new Error(
      `${title} has ${variables.length} arrays of weights. Received: ${saved.length} at ${place}`,
    );
  }
  return variables.map((variable, i) => {
    const { shape } = saved[i]!;
    if (shape.join() !== variable.shape.join()) {
      throw new Error(
        `${title}: the weight ${variable.originalName} must have the shape [${variable.shape.join(", ")}]. ` +
          `Received: [${shape.join(", ")}] at ${place}`,
      );
    }
    return { variable, saved: saved[i]! };
  });
}

/** Writes arrays into variables: all of them, as their shapes are known to fit. */
export function assign(all: readonly Assignment[]): void {
  for (const { variable, saved } of all) {
    tf.tidy(() => {
      const dtype = variable.dtype === "int32" ? "int32" : "float32";
      // LayerVariable.write would put the layer's constraint on values that come from elsewhere
      const { val } = variable as unknown as { val: Variable };
      val.assign(tf.tensor(saved.values, [...saved.shape], dtype));
    });
  }
}
