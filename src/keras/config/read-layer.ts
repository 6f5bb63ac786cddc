import type { serialization, layers as tfLayers } from "@tensorflow/tfjs";
import { PreprocessingLayer } from "../../layers/base/preprocessing-layer.js";
import { received } from "../../received.js";
import { tf } from "../../tensorflow.js";
import { isKnownOperation, KerasOperation } from "../operation.js";
import { isKerasObject, type KerasObject } from "./keras-object.js";
import { LAYERS } from "./layer-table.js";
import { isOperation } from "./mask-operations.js";
import type { ReadContext } from "./read-context.js";
import { readModel } from "./read-model.js";
import { readOptions } from "./read-options.js";
import { preprocessingConfig } from "./read-preprocessing.js";
import {
  readBidirectional,
  readPipeline,
  readRnn,
  readStackedCells,
  readTimeDistributed,
} from "./read-wrappers.js";

type Layer = tfLayers.Layer;
type LayerClass = serialization.SerializableConstructor<Layer>;
type Reader = (context: ReadContext, saved: KerasObject, place: string) => Layer;

const OWN_READERS: Readonly<Record<string, Reader>> = {
  Bidirectional: readBidirectional,
  Functional: readModel,
  InputLayer: readInput,
  Model: readModel,
  Pipeline: readPipeline,
  RNN: readRnn,
  Sequential: readModel,
  StackedRNNCells: readStackedCells,
  TimeDistributed: readTimeDistributed,
};

/**
 * The layer in a config of Keras, `place` being its place in the weights file. Throws, naming the layer and
 * what of it is not supported.
 */
export function readLayer(context: ReadContext, saved: KerasObject, place: string): Layer {
  const { class_name: className, config } = saved;
  if (isOperation(saved)) return readOperation(context, saved);
  const isKeras = saved.module == null || /^keras(?:\.|$)/.test(saved.module);
  if (isKeras) {
    requireFloats(context, saved);
    const reader = OWN_READERS[className];
    if (reader !== undefined) return reader(context, saved, place);
    const entry = LAYERS[className];
    if (entry !== undefined) {
      return make(className, readOptions(titleOf(context, saved), config, entry));
    }
    const layerClass = registeredClass(className);
    if (layerClass?.prototype instanceof PreprocessingLayer) {
      return make(className, preprocessingConfig(context, saved, place));
    }
  }
  const module = isKeras ? "" : ` of ${saved.module}`;
  throw new Error(
    `${context.owner}: the layer ${className}${module} is not supported. ` +
      `Received: ${received(config.name ?? className)}`,
  );
}

function readOperation({ owner }: ReadContext, saved: KerasObject): Layer {
  const { class_name: operation, config, module, inbound_nodes: nodes = [] } = saved;
  const { args = [], kwargs = {} } = nodes[0] ?? {};
  const operands = args.map((value) => (isKerasObject(value) ? null : value));
  const isPlain = operands.every((value) => value === null || typeof value === "number");
  const isOne = nodes.length === 1 && Object.keys(kwargs).length === 0;
  if (isKnownOperation(operation) && isPlain && isOne) {
    const known = operands as (number | null)[]; // just checked
    return new KerasOperation({
      name: String(config.name),
      operation,
      module: module!,
      operands: known,
    });
  }
  throw new Error(
    `${owner}: the operation ${operation} is not supported with these arguments. Received: ${received(config)}`,
  );
}

/** How errors name a layer. */
export function titleOf({ owner }: ReadContext, { class_name, config }: KerasObject): string {
  return `${owner}: ${class_name} ${received(config.name)}`;
}

/** The class that is registered under a name. */
function registeredClass(className: string): LayerClass | undefined {
  const { classNameMap } = tf.serialization.SerializationMap.getMap();
  return classNameMap[className]?.[0] as LayerClass | undefined; // only layers have names of Keras's layers
}

function make(className: string, options: Record<string, unknown>): Layer {
  const [layerClass, fromConfig] =
    tf.serialization.SerializationMap.getMap().classNameMap[className]!;
  const layer = fromConfig(layerClass, options as serialization.ConfigDict) as Layer; // options that tfjs knows
  layer.setFastWeightInitDuringBuild(true); // they are read from the file
  if (className === "Flatten") layer.inputSpec = []; // Keras flattens [batch, n], too
  return layer;
}

// a quantized layer has other arrays
function requireFloats(context: ReadContext, saved: KerasObject): void {
  const policy = saved.config.dtype;
  const name = isKerasObject(policy) ? policy.config.name : policy;
  if (typeof name !== "string" || !/^(?:int8|int4|float8)/.test(name)) return;
  throw new Error(
    `${titleOf(context, saved)}: quantized layers are not supported. Received: ${received(name)}`,
  );
}

function readInput(context: ReadContext, saved: KerasObject): Layer {
  const { batch_shape: shape, dtype, sparse, ragged, optional, name } = saved.config;
  for (const [option, value] of Object.entries({ sparse, ragged, optional })) {
    if (value !== true) continue;
    throw new Error(
      `${titleOf(context, saved)}: the option ${option} is not supported. Received: true`,
    );
  }
  if (!Array.isArray(shape) || shape.length < 2) {
    throw new Error(
      `${titleOf(context, saved)}: the shape of an input must have a size besides the batch's. ` +
        `Received: ${received(shape)}`,
    );
  }
  return tf.layers.inputLayer({
    batchInputShape: shape as number[],
    dtype: tfjsDtype(String(dtype)),
    name: String(name),
  });
}

function tfjsDtype(name: string): "float32" | "int32" | "bool" {
  if (name === "string") return name as "float32"; // tfjs takes strings, its types do not
  if (name === "bool") return name;
  return /int/.test(name) ? "int32" : "float32";
}
