import type { LayersModel, SymbolicTensor, layers as tfLayers } from "@tensorflow/tfjs";
import { received } from "../../received.js";
import { tf } from "../../tensorflow.js";
import { KerasOperation } from "../operation.js";
import { modelLayers } from "../weights/layer-tree.js";
import { isPinned } from "./inference-only.js";
import type { Config, KerasNode, KerasObject } from "./keras-object.js";
import { layersInOrder, origins } from "./origin.js";
import { writeLayer } from "./write-layer.js";

type Layer = tfLayers.Layer;
type Node = Layer["inboundNodes"][number];

/** The model, without how it is compiled, as Keras serializes it. Throws when it has no input yet. */
export function writeModel(owner: string, model: LayersModel): KerasObject {
  if ((model.inputs ?? []).length === 0) {
    throw new Error(
      `${owner}: the model ${received(model.name)} has no input yet. Give its first layer an inputShape.`,
    );
  }
  return model instanceof tf.Sequential
    ? writeSequential(owner, model)
    : writeFunctional(owner, model);
}

function writeSequential(owner: string, model: LayersModel): KerasObject {
  const [{ shape, dtype, sourceLayer }] = model.inputs as [SymbolicTensor]; // a Sequential has one
  const input: KerasObject = {
    module: "keras.layers",
    class_name: "InputLayer",
    config: { batch_shape: shape, dtype, sparse: false, ragged: false, name: sourceLayer.name },
    registered_name: null,
  };
  const layers = modelLayers(model).map((layer) => writeLayer(owner, layer));
  return {
    module: "keras",
    class_name: "Sequential",
    config: {
      name: model.name,
      trainable: model.trainable,
      layers: [input, ...layers],
      build_input_shape: shape,
    },
    registered_name: null,
    build_config: { input_shape: shape },
  };
}

function writeFunctional(owner: string, model: LayersModel): KerasObject {
  const nodes = new KeptNodes(model);
  const layers = layersInOrder(model).map((layer) => ({
    ...writeLayer(owner, layer),
    name: layer.name,
    inbound_nodes: nodes.of(layer).flatMap((node) => writeNode(nodes, layer, node)),
  }));
  const origin = origins.get(model);
  return {
    module: "keras.src.models.functional",
    class_name: "Functional",
    config: {
      name: model.name,
      trainable: model.trainable,
      layers,
      input_layers: origin?.inputs ?? histories(nodes, model.inputs),
      output_layers: origin?.outputs ?? histories(nodes, model.outputs),
    },
    registered_name: "Functional",
    build_config: { input_shape: null },
  };
}

/** The calls of layers that belong to one model: a layer may be in several. */
class KeptNodes {
  readonly #kept: ReadonlySet<string>;

  constructor(model: LayersModel) {
    this.#kept = (model as unknown as { containerNodes: Set<string> }).containerNodes; // of the base class
  }

  of(layer: Layer): Node[] {
    return layer.inboundNodes.filter((_, i) => this.#kept.has(`${layer.name}_ib-${i}`));
  }

  /** Which of the layer's calls in this model it was. */
  index(layer: Layer, nodeIndex: number): number {
    return this.of(layer).indexOf(layer.inboundNodes[nodeIndex]!);
  }
}

function writeNode(nodes: KeptNodes, layer: Layer, node: Node): KerasNode[] {
  if (node.inboundLayers.length === 0) return []; // an input
  const tensors = node.inputTensors.map((tensor, i): Config => {
    const source = node.inboundLayers[i]!;
    const history = [source.name, nodes.index(source, node.nodeIndices[i]!), node.tensorIndices[i]];
    const { shape, dtype } = tensor;
    const config = { shape, dtype, keras_history: history };
    return { class_name: "__keras_tensor__", config };
  });
  if (layer instanceof KerasOperation) {
    return [{ args: layer.operands.map((operand) => operand ?? tensors.shift()), kwargs: {} }];
  }
  const [first, ...states] = tensors;
  const kwargs = isPinned(layer) ? { training: false } : {};
  if (states.length === 0) return [{ args: [first], kwargs }];
  return isRecurrent(layer)
    ? [{ args: [first], kwargs: { initial_state: states } }]
    : [{ args: [tensors], kwargs }];
}

function isRecurrent(layer: Layer): boolean {
  return layer instanceof tf.RNN || layer.getClassName() === "Bidirectional";
}

function histories(nodes: KeptNodes, tensors: readonly SymbolicTensor[]): unknown {
  const all = tensors.map(({ sourceLayer, nodeIndex, tensorIndex }) => {
    // here a Functional model's own node counts
    const isModel =
      sourceLayer instanceof tf.LayersModel && !(sourceLayer instanceof tf.Sequential);
    const index = nodes.index(sourceLayer, nodeIndex) + (isModel ? 1 : 0);
    return [sourceLayer.name, index, tensorIndex];
  });
  return all.length === 1 ? all[0] : all;
}
