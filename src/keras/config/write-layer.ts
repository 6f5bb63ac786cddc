import type { layers as tfLayers } from "@tensorflow/tfjs";
import { PreprocessingLayer } from "../../layers/base/preprocessing-layer.js";
import { Pipeline } from "../../layers/pipeline.js";
import { received } from "../../received.js";
import { tf } from "../../tensorflow.js";
import { KerasOperation } from "../operation.js";
import { kerasClass } from "../weights/layer-tree.js";
import type { Config, KerasObject } from "./keras-object.js";
import { LAYERS, SEQUENCE } from "./layer-table.js";
import { writeModel } from "./write-model.js";
import { writeOptions } from "./write-options.js";
import { writePreprocessing } from "./write-preprocessing.js";

type Layer = tfLayers.Layer;

/** The layer as Keras serializes it. Throws, naming the layer and what of it Keras has not. */
export function writeLayer(owner: string, layer: Layer): KerasObject {
  if (layer instanceof tf.LayersModel) return writeModel(owner, layer);
  const className = kerasClass(layer);
  const title = `${owner}: ${className} ${received(layer.name)}`;
  if (layer instanceof Pipeline) {
    const layers = layer.layers.map((each) => writeLayer(owner, each));
    return kerasLayer(className, { name: layer.name, layers });
  }
  if (layer instanceof KerasOperation) {
    const { module, operation, name } = layer;
    const config = { name };
    return { module, class_name: operation, config, registered_name: operation };
  }
  if (layer instanceof PreprocessingLayer) return writePreprocessing(title, layer);
  const wrapped = writeWrapper(owner, title, layer);
  if (wrapped !== undefined) return kerasLayer(className, { name: layer.name, ...wrapped });
  const entry = LAYERS[className];
  if (entry === undefined) throw new Error(`${title}: Keras 3 has no layer of this class.`);
  return kerasLayer(className, writeOptions(title, configOf(layer), entry));
}

function kerasLayer(className: string, config: Config): KerasObject {
  return { module: "keras.layers", class_name: className, config, registered_name: null };
}

function writeWrapper(owner: string, title: string, layer: Layer): Config | undefined {
  const { trainable } = layer;
  // fields that tfjs declares private or protected, by the class name
  const inner = layer as unknown as Readonly<Record<"layer" | "forwardLayer" | "cell", Layer>> & {
    readonly cells: readonly Layer[];
    readonly mergeMode: string | null;
  };
  switch (layer.getClassName()) {
    case "InputLayer":
      return inputConfig(layer);
    case "TimeDistributed":
      return { trainable, layer: writeLayer(owner, inner.layer) };
    case "Bidirectional": {
      // the other one is made from it
      const forward = writeLayer(owner, inner.forwardLayer);
      return { trainable, merge_mode: inner.mergeMode, layer: forward };
    }
    case "RNN": {
      const entry = { options: SEQUENCE, only: {}, renamed: {} };
      const cell = writeLayer(owner, inner.cell);
      return { ...writeOptions(title, configOf(layer), entry), cell };
    }
    case "StackedRNNCells":
      return { trainable, cells: inner.cells.map((each) => writeLayer(owner, each)) };
    default:
      return undefined;
  }
}

function inputConfig(layer: Layer): Config {
  return { batch_shape: layer.batchInputShape, dtype: layer.dtype, sparse: false, ragged: false };
}

function configOf(layer: Layer): Config {
  const trainable = layer.trainable || layer.weights.length === 0;
  const config: Record<string, unknown> = { ...layer.getConfig(), trainable };
  // left out by tfjs
  if ("depthMultiplier" in layer) config.depthMultiplier = layer.depthMultiplier;
  if (layer.getClassName() === "DepthwiseConv2D") {
    // tfjs writes the regularizer in its place
    const { depthwiseConstraint } = layer as unknown as Record<string, Part | null>;
    config.depthwiseConstraint =
      depthwiseConstraint == null
        ? null
        : {
            className: depthwiseConstraint.getClassName(),
            config: depthwiseConstraint.getConfig(),
          };
  }
  return config;
}

interface Part {
  getClassName(): string;
  getConfig(): Config;
}
