import type { LayersModel, SymbolicTensor, layers as tfLayers } from "@tensorflow/tfjs";
import { received } from "../../received.js";
import { tf } from "../../tensorflow.js";
import { childPlaces } from "../weights/places.js";
import { flatHistories, type History } from "./histories.js";
import { isInferenceOnly, pinInference } from "./inference-only.js";
import type { KerasNode, KerasObject } from "./keras-object.js";
import { isOperation, maskOperations, sources } from "./mask-operations.js";
import { origins } from "./origin.js";
import type { ReadContext } from "./read-context.js";
import { readLayer, titleOf } from "./read-layer.js";
import { type Graph, nodeInputs } from "./read-node.js";
import { isText, ofColumns, savedLayers } from "./saved-layers.js";

type Layer = tfLayers.Layer;

/** A layer as Keras saved it, and as it was made. */
interface Made {
  readonly saved: KerasObject;
  readonly layer: Layer;
  readonly name: string;
}

/** Tensors by the layer's name and the number of its call. */
type Outputs = Map<string, readonly SymbolicTensor[]>;

/** The Functional model in a config of Keras; its weights are fresh. */
export function readFunctional(
  context: ReadContext,
  saved: KerasObject,
  place: string,
): LayersModel {
  const all = savedLayers(context, saved);
  const { input_layers, output_layers } = saved.config;
  const masks = maskOperations(all, output_layers);
  const inner = all
    .filter((each) => !masks.has(nameOf(each)))
    .map((each) => (feedsTexts(each, all) ? ofColumns(each) : each));
  const made = makeLayers(context, inner, place);
  const outputs = callInTurn(context, made, masks, titleOf(context, saved));
  const find = ([name, index, tensor]: History): SymbolicTensor => {
    // here a Functional model's own node counts
    const isFunctional = inner.some((each) => {
      return nameOf(each) === name && each.class_name === "Functional";
    });
    const found = outputs.get(`${name} ${isFunctional ? index - 1 : index}`)?.[tensor];
    if (found !== undefined) return found;
    throw new Error(
      `${titleOf(context, saved)}: has no tensor ${received([name, index, tensor])}.`,
    );
  };
  const model = tf.model({
    inputs: flatHistories(input_layers).map(find),
    outputs: flatHistories(output_layers).map(find),
    name: String(saved.config.name),
  });
  if (saved.config.trainable === false) model.trainable = false;
  const layers = made.map(({ layer }) => layer);
  origins.set(model, { layers, inputs: input_layers, outputs: output_layers });
  return model;
}

function nameOf({ name, config }: KerasObject): string {
  return String(name ?? config.name);
}

function makeLayers(context: ReadContext, inner: readonly KerasObject[], place: string): Made[] {
  const placed = inner.filter((each) => !isOperation(each));
  const classNames = placed.map(({ class_name }) => class_name);
  const places = childPlaces(place, "layers", classNames);
  return inner.map((saved) => {
    const layer = readLayer(context, saved, places[placed.indexOf(saved)] ?? "");
    if (isInferenceOnly(layer, saved.inbound_nodes ?? [])) pinInference(layer);
    return { saved, layer, name: nameOf(saved) };
  });
}

// each layer on its inputs, as soon as these are made
function callInTurn(
  context: ReadContext,
  made: readonly Made[],
  masks: Graph["masks"],
  title: string,
): Outputs {
  const outputs: Outputs = new Map();
  for (const { saved, layer, name } of made) {
    if (saved.class_name !== "InputLayer") continue;
    outputs.set(`${name} 0`, layer.inboundNodes[0]!.outputTensors);
  }
  const find = ([name, index, tensor]: History) => outputs.get(`${name} ${index}`)?.[tensor];
  let waiting = made.flatMap((each) => {
    return (each.saved.inbound_nodes ?? []).map((node, index) => ({ ...each, node, index }));
  });
  while (waiting.length > 0) {
    const late = waiting.filter(({ saved, layer, name, node, index }) => {
      // calls of one layer are numbered in their order
      if (index > 0 && !outputs.has(`${name} ${index - 1}`)) return true;
      const called = call(titleOf(context, saved), layer, node, { masks, find });
      if (called === undefined) return true;
      outputs.set(`${name} ${index}`, called);
      return false;
    });
    if (late.length === waiting.length) {
      const names = late.map(({ name }) => name);
      throw new Error(
        `${title}: the inputs of some layers are made nowhere. Received: ${received(names)}`,
      );
    }
    waiting = late;
  }
  return outputs;
}

function call(
  owner: string,
  layer: Layer,
  node: KerasNode,
  graph: Graph,
): SymbolicTensor[] | undefined {
  const inputs = nodeInputs(owner, node, layer, graph);
  if (inputs === undefined) return undefined;
  const { tensors, states } = inputs;
  const called = layer.apply(
    tensors.length === 1 ? tensors[0]! : tensors,
    states === undefined ? undefined : { initialState: states },
  );
  return [called].flat() as SymbolicTensor[]; // symbolic in, symbolic out
}

function feedsTexts(input: KerasObject, all: readonly KerasObject[]): boolean {
  if (input.class_name !== "InputLayer") return false;
  const fed = all.filter(({ inbound_nodes }) => sources(inbound_nodes).includes(nameOf(input)));
  return fed.length > 0 && fed.every(isText);
}
