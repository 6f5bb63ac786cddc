import type { io, LayersModel } from "@tensorflow/tfjs";
import { received } from "../received.js";
import { tf } from "../tensorflow.js";
import { type ModelAddress, storageOf } from "./model-address.js";

/**
 * Saves a model to a folder, as `model.json` and `weights.bin`, which TensorFlow.js loads everywhere. The
 * folder holds a whole model at every moment, so that a save that fails or is killed leaves the old one.
 *
 * Takes a path, a `file://` address, a URL, and every other address or handler that `model.save` takes. With
 * `includeOptimizer` training can go on after loading.
 *
 * @example
 * import { models, tf } from "preplab";
 * const model = tf.sequential({
 *   layers: [tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer: "ones" })],
 * });
 * await models.save(model, "/tmp/preplab-example/sum");
 * const loaded = await tf.loadLayersModel("file:///tmp/preplab-example/sum/model.json");
 * console.log(loaded.predict([[1, 2]]).toString());
 * // Tensor
 * //     [[3],]
 */
export function save(
  model: LayersModel,
  address: ModelAddress,
  options?: io.SaveConfig,
): Promise<io.SaveResult> {
  if (model instanceof tf.LayersModel) return model.save(storageOf("save", address), options);
  throw new Error(`save: expected a model and where to save it. Received: ${received(model)}`);
}
