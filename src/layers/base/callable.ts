import type { layers as tfLayers } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { makeCallable } from "./callable-object.js";
import { type LayerCall, readCallOptions } from "./layer-call.js";
import { isSymbolic, isTensor, isTensorList, readInput, toTensor } from "./read-input.js";

type Layer = tfLayers.Layer;

/**
 * Turns a layer of tfjs into one that is called like a function, on symbolic tensors, tensors and plain
 * arrays. It stays an instance of its class. Use the result in place of the layer that went in.
 *
 * @example
 * import { callable, tf } from "preplab";
 * const relu = callable(tf.layers.reLU());
 * relu([[-1, 2]]).print();
 * // Tensor
 * //      [[0, 2],]
 */
export function callable<L extends Layer>(layer: L): L & LayerCall {
  if (typeof layer === "function") return layer;
  const self = makeCallable<L>(layer, callLayer);
  // an input layer or a model is connected from birth
  for (const node of self.inboundNodes) {
    if (node.outboundLayer === layer) node.outboundLayer = self;
    for (const tensor of node.outputTensors) {
      if (tensor.sourceLayer === layer) Object.assign(tensor, { sourceLayer: self });
    }
  }
  return self as L & LayerCall; // makeCallable made it a function
}

function callLayer(layer: Layer, inputs: unknown, more: unknown): unknown {
  const options = readCallOptions(more);
  if (isSymbolic(inputs) || isTensor(inputs) || isTensorList(inputs)) {
    return layer.apply(inputs, options);
  }
  return tf.tidy(() => {
    const result = layer.apply(
      toTensor(readInput(layer.getClassName(), inputs, "float32")),
      options,
    );
    return result as ReturnType<typeof toTensor>; // tensors in, tensors out
  });
}
