import type { LayersModel } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { childPlaces } from "../weights/places.js";
import type { KerasObject } from "./keras-object.js";
import type { ReadContext } from "./read-context.js";
import { readFunctional } from "./read-functional.js";
import { readLayer, titleOf } from "./read-layer.js";
import { isText, ofColumns, savedLayers } from "./saved-layers.js";

/** The model, Sequential or Functional, in a config of Keras; its weights are fresh. */
export function readModel(context: ReadContext, saved: KerasObject, place: string): LayersModel {
  return saved.class_name === "Sequential"
    ? readSequential(context, saved, place)
    : readFunctional(context, saved, place);
}

function readSequential(context: ReadContext, saved: KerasObject, place: string): LayersModel {
  const all = savedLayers(context, saved);
  const inputs = all.filter(({ class_name }) => class_name === "InputLayer");
  const inner = all.filter(({ class_name }) => class_name !== "InputLayer");
  const places = childPlaces(
    place,
    "layers",
    inner.map(({ class_name }) => class_name),
  );
  const layers = inner.map((each, i) => readLayer(context, each, places[i]!));
  const shape = saved.config.build_input_shape ?? saved.build_config?.input_shape;
  if (inputs.length === 0 && !Array.isArray(shape)) {
    throw new Error(
      `${titleOf(context, saved)}: the model was saved before it had an input. Build it in Keras first.`,
    );
  }
  const input =
    inputs.length > 0
      ? readLayer(context, isText(inner[0]) ? ofColumns(inputs[0]!) : inputs[0]!, "")
      : tf.layers.inputLayer({
          batchInputShape: shape as number[], // just checked
          dtype: (layers[0]?.dtype ?? "float32") as "float32", // or a string, which tfjs takes
        });
  return tf.sequential({ name: String(saved.config.name), layers: [input, ...layers] });
}
