import type { LayerVariable, layers as tfLayers } from "@tensorflow/tfjs";
import type { SavedWeight } from "./saved-weights.js";

// which quarter or third of a cell's numbers goes through the recurrent activation
const GATES: Readonly<Record<string, readonly boolean[]>> = {
  ConvLSTM2DCell: [true, true, false, true],
  GRUCell: [true, true, false],
  LSTMCell: [true, true, false, true],
};

/**
 * The arrays of a cell for Keras 3, whose `hard_sigmoid` rises by a sixth where that of tfjs and Keras 2
 * rises by a fifth: what goes through it is 1.2 times as large. Other layers keep their arrays.
 */
export function forKeras(
  layer: tfLayers.Layer,
  variables: readonly LayerVariable[],
): SavedWeight[] {
  const gates = GATES[layer.getClassName()];
  const { recurrentActivation: activation } = layer as { recurrentActivation?: unknown };
  const isOld =
    (activation as { getClassName(): string } | undefined)?.getClassName() === "hardSigmoid"; // a cell's
  return variables.map((variable) => {
    const values = variable.read().dataSync<"float32" | "int32">();
    const { shape } = variable;
    if (gates === undefined || !isOld) return { shape: shape as number[], values };
    const width = shape.at(-1)! / gates.length;
    const scaled = Float32Array.from(values, (value, i) => {
      return gates[Math.floor((i % shape.at(-1)!) / width)] ? value * 1.2 : value;
    });
    return { shape: shape as number[], values: scaled }; // all sizes are known
  });
}
