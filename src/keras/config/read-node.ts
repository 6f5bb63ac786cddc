import type { SymbolicTensor, layers as tfLayers } from "@tensorflow/tfjs";
import { PreprocessingLayer } from "../../layers/base/preprocessing-layer.js";
import { received } from "../../received.js";
import { tf } from "../../tensorflow.js";
import { KerasOperation } from "../operation.js";
import type { History } from "./histories.js";
import { type Config, isKerasObject, isRecord, type KerasNode } from "./keras-object.js";
import { sources } from "./mask-operations.js";

/** What a layer is called on. */
export interface NodeInputs {
  readonly tensors: SymbolicTensor[];
  /** Of a recurrent layer. */
  readonly states?: SymbolicTensor[];
}

/** What is known of the model. */
export interface Graph {
  /** Names of operations that only make masks. */
  readonly masks: ReadonlySet<string>;
  readonly find: (history: History) => SymbolicTensor | undefined;
}

/**
 * The inputs of one call in a Functional model; undefined while some of them are not made. Throws, naming
 * `owner`, when the layer is called in a way that tfjs has not.
 */
export function nodeInputs(
  owner: string,
  { args, kwargs }: KerasNode,
  layer: tfLayers.Layer,
  { masks, find }: Graph,
): NodeInputs | undefined {
  const { initial_state: initialState, inputs, ...rest } = kwargs;
  const more = Object.entries(rest).find(([name, value]) => !isImplied(layer, name, value, masks));
  if (more !== undefined) {
    throw new Error(`${owner}: the argument ${more[0]} of its call is not supported.`);
  }
  // its other arguments are numbers, which it has
  const isList = layer instanceof KerasOperation;
  const [first = inputs, ...others] = isList ? [args.filter(isKerasObject)] : args;
  if (others.some((value) => value !== null)) {
    throw new Error(
      `${owner}: a call with several arguments is not supported. Received: ${args.length} arguments`,
    );
  }
  const tensors = flatTensors(owner, first, layer).map(find);
  const states = initialState == null ? [] : flatTensors(owner, initialState, layer).map(find);
  if (!isComplete(tensors) || !isComplete(states)) return undefined;
  return states.length === 0 ? { tensors } : { tensors, states };
}

function isImplied(
  layer: tfLayers.Layer,
  name: string,
  value: unknown,
  masks: Graph["masks"],
): boolean {
  // tfjs hands on the masks of the layers
  if (name === "mask") return sources(value).every((source) => masks.has(source));
  if (name !== "training") return value === null;
  // random layers of images always say true; others only when they are to train in predict, too
  return value !== true || layer instanceof PreprocessingLayer;
}

function isComplete<T>(values: readonly (T | undefined)[]): values is T[] {
  return values.every((value) => value !== undefined);
}

function flatTensors(owner: string, value: unknown, layer: tfLayers.Layer): History[] {
  if (Array.isArray(value)) return value.flatMap((each) => flatTensors(owner, each, layer));
  if (isKerasObject(value) && value.class_name === "__keras_tensor__") {
    return [value.config.keras_history as History]; // as Keras writes it
  }
  if (isRecord(value))
    return inOrder(value, layer).flatMap((each) => flatTensors(owner, each, layer));
  throw new Error(
    `${owner}: is called on something that is no output of a layer. Received: ${received(value)}`,
  );
}

// a model called on a dictionary takes the tensors by its inputs' names
function inOrder(values: Config, layer: tfLayers.Layer): unknown[] {
  const names = layer instanceof tf.LayersModel ? layer.inputNames : [];
  const isByName = names.length > 0 && names.every((name) => name in values);
  return (isByName ? names : Object.keys(values).sort()).map((name) => values[name]);
}
