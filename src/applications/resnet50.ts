import type { LayersModel, SymbolicTensor } from "@tensorflow/tfjs";
import { tf } from "../tensorflow.js";
import { imagenetWeights } from "./imagenet-weights.js";
import { readNamedWeights, setWeightsByName } from "./named-weights.js";
import { apply, featureMaps } from "./resnet50-layers.js";
import {
  OWNER,
  type ResNet50Options,
  type ResNet50Settings,
  readOptions,
} from "./resnet50-options.js";

/**
 * ResNet50 with Keras's layers, names and defaults, so that weights trained there load here: at once with
 * `weights: null`, otherwise as a promise. Images are to be prepared by `preprocessInput`.
 *
 * Throws when there are no weights, and when they are of another model.
 *
 * @example
 * import { applications } from "preplab";
 * const model = applications.resnet50({ weights: null, inputShape: [32, 32, 3], classes: 10 });
 * console.log(model.outputs[0].shape, model.countParams()); // [ null, 10 ] 23608202
 */
export function resnet50(options: ResNet50Options & { readonly weights: null }): LayersModel;
export function resnet50(options?: ResNet50Options): Promise<LayersModel>;
export function resnet50(options: ResNet50Options = {}): LayersModel | Promise<LayersModel> {
  return options.weights === null ? build(readOptions(options)) : buildTrained(options);
}

async function buildTrained(options: ResNet50Options): Promise<LayersModel> {
  const settings = readOptions(options);
  const { weights, includeTop } = settings;
  const path =
    weights === null || weights === "imagenet"
      ? await imagenetWeights(OWNER, OWNER, includeTop)
      : weights;
  const named = await readNamedWeights(OWNER, path);
  const model = build(settings);
  try {
    setWeightsByName(OWNER, model, named, path);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return model;
}

function build(settings: ResNet50Settings): LayersModel {
  const { includeTop, weights, pooling, classes, activation, name } = settings;
  const image = Array.isArray(settings.image)
    ? tf.input({ shape: settings.image })
    : settings.image;
  // drawing numbers takes a second that weights from a file make useless
  const kernelInitializer = weights === null ? "glorotUniform" : "zeros";
  let x = featureMaps(image, kernelInitializer);
  if (includeTop) {
    x = apply(tf.layers.globalAveragePooling2d({ name: "avg_pool" }), x);
    const top = { units: classes, kernelInitializer, name: "predictions" } as const;
    x = apply(tf.layers.dense(activation === null ? top : { ...top, activation }), x);
  } else if (pooling !== null) {
    const pool =
      pooling === "avg" ? tf.layers.globalAveragePooling2d : tf.layers.globalMaxPooling2d;
    x = apply(pool({ name: `${pooling}_pool` }), x);
  }
  return tf.model({ inputs: sources(image), outputs: x, name });
}

/** The inputs that a symbolic tensor comes from. */
function sources(tensor: SymbolicTensor): SymbolicTensor[] {
  if (tensor.inputs.length === 0) return [tensor];
  return [...new Set(tensor.inputs.flatMap(sources))];
}
