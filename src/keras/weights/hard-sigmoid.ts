import type { layers as tfLayers } from "@tensorflow/tfjs";
import type { SavedWeight } from "./saved-weights.js";

// which quarter or third of a cell's numbers goes through the recurrent activation
const GATES: Readonly<Record<string, readonly boolean[]>> = {
  ConvLSTM2DCell: [true, true, false, true],
  GRUCell: [true, true, false],
  LSTMCell: [true, true, false, true],
};

// Keras 3's `hard_sigmoid` rises by a sixth where that of tfjs and Keras 2 rises by a fifth
const STEEPER = 1.2;

/** The arrays of a layer for Keras 3: larger where they go through a `hardSigmoid`, which comes to the same. */
export function gatesForKeras(layer: tfLayers.Layer, arrays: SavedWeight[]): SavedWeight[] {
  return scaleGates(layer, arrays, STEEPER);
}

/** The arrays of a layer from Keras 3: smaller where they go through a `hardSigmoid`. */
export function gatesFromKeras(layer: tfLayers.Layer, arrays: SavedWeight[]): SavedWeight[] {
  return scaleGates(layer, arrays, 1 / STEEPER);
}

function scaleGates(layer: tfLayers.Layer, arrays: SavedWeight[], factor: number): SavedWeight[] {
  const gates = GATES[layer.getClassName()];
  if (gates === undefined) return arrays;
  // by the class name
  const { recurrentActivation } = layer as unknown as { recurrentActivation: Activation };
  if (recurrentActivation.getClassName() !== "hardSigmoid") return arrays;
  return arrays.map(({ shape, values }) => {
    const size = shape.at(-1)!;
    const width = size / gates.length;
    const scaled = Float32Array.from(values, (value, i) => {
      return gates[Math.floor((i % size) / width)] ? value * factor : value;
    });
    return { shape, values: scaled };
  });
}

interface Activation {
  getClassName(): string;
}
