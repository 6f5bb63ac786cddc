import type { LayersModel, SymbolicTensor, layers as tfLayers } from "@tensorflow/tfjs";
import { received } from "../../received.js";
import { tf } from "../../tensorflow.js";
import { childPlaces } from "../weights/places.js";
import { flatHistories } from "./histories.js";
import { isInferenceOnly, pinInference } from "./inference-only.js";
import { isKerasObject, type KerasNode, type KerasObject } from "./keras-object.js";
import { isOperation, maskOperations, sources } from "./mask-operations.js";
import { origins } from "./origin.js";
import type { ReadContext } from "./read-context.js";
import { readLayer, titleOf } from "./read-layer.js";
import { nodeInputs } from "./read-node.js";

type Layer = tfLayers.Layer;

/** The model, Sequential or Functional, in a config of Keras; its weights are fresh. */
export function readModel(context: ReadContext, saved: KerasObject, place: string): LayersModel {
  return saved.class_name === "Sequential"
    ? readSequential(context, saved, place)
    : readFunctional(context, saved, place);
}

function readSequential(context: ReadContext, saved: KerasObject, place: string): LayersModel {
  const all = innerLayers(context, saved);
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
  const model = tf.sequential({ name: String(saved.config.name), layers: [input, ...layers] });
  origins.set(model, { layers });
  return model;
}

function innerLayers(context: ReadContext, saved: KerasObject): KerasObject[] {
  const { layers } = saved.config;
  if (Array.isArray(layers) && layers.every(isKerasObject)) return layers;
  throw new Error(
    `${titleOf(context, saved)}: layers must be a list of layers: models of a class of their own are not ` +
      `supported. Received: ${received(layers)}`,
  );
}

// tfjs has no inputs of shape [batch]; a TextVectorization takes [batch, 1] for the same
function ofColumns(input: KerasObject): KerasObject {
  const { batch_shape: shape } = input.config;
  if (!Array.isArray(shape) || shape.length !== 1) return input;
  return { ...input, config: { ...input.config, batch_shape: [shape[0], 1] } };
}

function isText(layer: KerasObject | undefined): boolean {
  return layer?.class_name === "TextVectorization";
}

function feedsTexts(input: KerasObject, all: readonly KerasObject[]): boolean {
  if (input.class_name !== "InputLayer") return false;
  const name = input.name ?? String(input.config.name);
  const fed = all.filter(({ inbound_nodes }) => sources(inbound_nodes).includes(name));
  return fed.length > 0 && fed.every(isText);
}

/** A call of a layer that waits for its inputs. */
interface Waiting {
  readonly layer: Layer;
  readonly saved: KerasObject;
  readonly index: number;
  readonly node: KerasNode;
}

function readFunctional(context: ReadContext, saved: KerasObject, place: string): LayersModel {
  const all = innerLayers(context, saved);
  const masks = maskOperations(all, saved.config.output_layers);
  const inner = all
    .filter((each) => !masks.has(each.name ?? ""))
    .map((each) => (feedsTexts(each, all) ? ofColumns(each) : each));
  const placed = inner.filter((each) => !isOperation(each));
  const places = childPlaces(
    place,
    "layers",
    placed.map(({ class_name }) => class_name),
  );
  const layers = inner.map((each) => readLayer(context, each, places[placed.indexOf(each)] ?? ""));
  const outputs = new Map<string, SymbolicTensor[]>();
  const isFunctional = new Map<string, boolean>();
  let waiting: Waiting[] = [];
  layers.forEach((layer, i) => {
    const each = inner[i]!;
    const name = each.name ?? layer.name;
    if (isInferenceOnly(layer, each.inbound_nodes ?? [])) pinInference(layer);
    isFunctional.set(name, each.class_name === "Functional");
    if (each.class_name === "InputLayer") {
      outputs.set(`${name} 0`, layer.inboundNodes[0]!.outputTensors);
    }
    (each.inbound_nodes ?? []).forEach((node, index) => {
      waiting.push({ layer, saved: each, index, node });
    });
  });
  while (waiting.length > 0) {
    const late = waiting.filter(({ layer, saved: each, index, node }) => {
      const name = each.name ?? layer.name;
      // calls of one layer are numbered in their order
      if (index > 0 && !outputs.has(`${name} ${index - 1}`)) return true;
      const inputs = nodeInputs(titleOf(context, each), node, layer, {
        masks,
        find: ([source, call, tensor]) => outputs.get(`${source} ${call}`)?.[tensor],
      });
      if (inputs === undefined) return true;
      const { tensors, states } = inputs;
      const called = layer.apply(
        tensors.length === 1 ? tensors[0]! : tensors,
        states === undefined ? undefined : { initialState: states },
      );
      const made = (Array.isArray(called) ? called : [called]) as SymbolicTensor[]; // symbolic in, symbolic out
      outputs.set(`${name} ${index}`, made);
      return false;
    });
    if (late.length === waiting.length) {
      throw new Error(
        `${titleOf(context, saved)}: the inputs of some layers are made nowhere. Received: ` +
          received(late.map(({ layer }) => layer.name)),
      );
    }
    waiting = late;
  }
  const { input_layers, output_layers } = saved.config;
  const find = (history: readonly unknown[]): SymbolicTensor => {
    const [name, index, tensor] = history as [string, number, number]; // as isHistory checked
    // here a Functional model's own node counts
    const node = isFunctional.get(name) === true ? index - 1 : index;
    const found = outputs.get(`${name} ${node}`)?.[tensor];
    if (found !== undefined) return found;
    throw new Error(`${titleOf(context, saved)}: has no tensor ${received(history)}.`);
  };
  const model = tf.model({
    inputs: flatHistories(input_layers).map(find),
    outputs: flatHistories(output_layers).map(find),
    name: String(saved.config.name),
  });
  if (saved.config.trainable === false) model.trainable = false;
  origins.set(model, { layers, inputs: input_layers, outputs: output_layers });
  return model;
}
