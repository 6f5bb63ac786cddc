import type { serialization, layers as tfLayers } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";

type LayerClass = serialization.SerializableConstructor<tfLayers.Layer>;

/**
 * Makes a layer class loadable under Keras's class name, from models that tfjs saved and from Keras's own
 * configs. A class of tfjs that has this name is replaced.
 */
export function registerLayer(layerClass: LayerClass): void {
  tf.serialization.registerClass(layerClass);
}

/**
 * A layer from its class name and config, as `keras.layers.serialize` or a saved model writes them.
 *
 * @example
 * import { layers } from "preplab";
 * const config = { class_name: "StringLookup", config: { vocabulary: ["a", "b"], mask_token: "" } };
 * console.log(String(layers.deserialize(config)));
 * // StringLookup(name: "string_lookup", vocabularySize: 4)
 */
export function deserializeLayer(serialized: Readonly<Record<string, unknown>>): tfLayers.Layer {
  const className = serialized.className ?? serialized.class_name;
  const registered =
    typeof className === "string"
      ? tf.serialization.SerializationMap.getMap().classNameMap[className]
      : undefined;
  if (registered === undefined) {
    throw new Error(
      `deserialize: expected the class name of a registered layer. Received: ${String(className)}`,
    );
  }
  const [layerClass, fromConfig] = registered;
  const layer = fromConfig(layerClass, (serialized.config ?? {}) as serialization.ConfigDict);
  if (layer instanceof tf.layers.Layer) return layer;
  throw new Error(`deserialize: ${String(className)} is registered but is not a layer.`);
}
