import type { io, LayersModel } from "@tensorflow/tfjs";
import { tf } from "../tensorflow.js";
import { type ModelAddress, storageOf } from "./model-address.js";

/**
 * Loads a model that preplab, TensorFlow.js or tfjs-node saved: from its folder or its `model.json`, given as
 * a path, a `file://` address or a URL, or from every other address or handler that `tf.loadLayersModel`
 * takes. Throws, naming the file, when one is missing or not whole.
 *
 * @example
 * import { layers, models, tf } from "preplab";
 * const words = layers.stringLookup({ vocabulary: ["a", "b"], inputShape: [1] });
 * await models.save(tf.sequential({ layers: [words] }), "/tmp/preplab-example/words");
 * const loaded = await models.load("/tmp/preplab-example/words");
 * console.log(loaded.predict(["b", "z"]).toString());
 * // Tensor
 * //     [[2],
 * //      [0]]
 */
export function load(address: ModelAddress, options?: io.LoadOptions): Promise<LayersModel> {
  return tf.loadLayersModel(storageOf("load", address), options);
}
