import type {
  DataType,
  LayersModel,
  Shape,
  SymbolicTensor,
  layers as tfLayers,
} from "@tensorflow/tfjs";
import { PreprocessingLayer } from "../layers/base/preprocessing-layer.js";
import { received } from "../received.js";
import { tf } from "../tensorflow.js";

type Layer = tfLayers.Layer;

/** One layer, or several that are applied one after another. */
export type Prepended = Layer | readonly Layer[];

/** Options of `models.prepend`. */
export interface PrependOptions {
  /** Name of the new model. Defaults to that of the given one and the suffix `_end_to_end`. */
  readonly name?: string | undefined;
  /**
   * Shape of one raw input, without the batch. Found by default: that of the first layer if it has one, [1]
   * for strings, images of any size where the layers give them the model's, otherwise the model's own.
   */
  readonly inputShape?: Shape | undefined;
  /** Type of the raw input. Defaults to what the first layer reads. */
  readonly inputDtype?: DataType | undefined;
  /** Whether to take over loss, metrics and optimizer of a compiled model. Defaults to true. */
  readonly compile?: boolean | undefined;
}

/**
 * A model that takes raw input: the layers first, then the given model. It contains the same layers and the
 * same model, so that weights and vocabularies are shared, not copied. For a model with several inputs give
 * a record from input name to its layers; the inputs it does not name stay as they are.
 *
 * Throws when what the layers give does not fit what the model takes.
 *
 * @example
 * import { layers, models, tf } from "preplab";
 * const words = layers.stringLookup({ vocabulary: ["good", "bad"], outputMode: "multi_hot" });
 * const rating = tf.sequential({
 *   layers: [layers.dense({ units: 1, inputShape: [3], kernelInitializer: "ones" })],
 * });
 * const endToEnd = models.prepend(words, rating);
 * console.log(endToEnd.predict(["bad", "good"]).toString());
 * // Tensor
 * //     [[1],
 * //      [1]]
 */
export function prepend(
  layers: Prepended | Readonly<Record<string, Prepended>>,
  model: LayersModel,
  options: PrependOptions = {},
): LayersModel {
  if (!(model instanceof tf.LayersModel)) {
    throw new Error(`prepend: expected a model after the layers. Received: ${received(model)}`);
  }
  if (model.inputs === undefined || model.inputs.length === 0) {
    throw new Error(`prepend: ${model.name} has no layers yet. Expected a model with inputs.`);
  }
  // a sequential model names its inputs when it is built
  if (model instanceof tf.Sequential && !model.built) model.build();
  const byInput = chainsByInput(layers, model);
  const joints = model.inputs.map((target, i) =>
    join(byInput.get(model.inputNames[i]!) ?? [], model, i, target, options),
  );
  const tensors = joints.map(({ output }) => output);
  const outputs = model.apply(tensors.length === 1 ? tensors[0]! : tensors);
  // several outputs of one model would all get its name, and losses by name find none of them
  const named = Array.isArray(outputs)
    ? (outputs as SymbolicTensor[]).map((output, i) => nameOutput(output, model.outputNames[i]!))
    : (outputs as SymbolicTensor); // symbolic in, symbolic out
  const whole = tf.model({
    name: options.name ?? `${model.name}_end_to_end`,
    inputs: joints.map(({ input }) => input),
    outputs: named,
  });
  if (options.compile !== false) compileLike(model, whole);
  return whole;
}

function nameOutput(output: SymbolicTensor, name: string): SymbolicTensor {
  return tf.layers.activation({ activation: "linear", name }).apply(output) as SymbolicTensor; // symbolic too
}

interface Joint {
  readonly input: SymbolicTensor;
  readonly output: SymbolicTensor;
}

function chainsByInput(layers: unknown, model: LayersModel): Map<string, readonly Layer[]> {
  const { inputNames } = model;
  if (isChain(layers)) {
    if (inputNames.length === 1) return new Map([[inputNames[0]!, toChain(layers)]]);
    throw new Error(
      `prepend: ${model.name} has several inputs. Expected a record from ` +
        `${inputNames.join(", ")} to layers. Received: layers`,
    );
  }
  const entries = Object.entries(layers as object) as [string, unknown][];
  for (const [name, chain] of entries) {
    if (!inputNames.includes(name)) {
      throw new Error(
        `prepend: expected one of ${model.name}'s inputs, ${inputNames.join(", ")}. Received: ${name}`,
      );
    }
    if (!isChain(chain)) {
      throw new Error(`prepend: expected layers for ${name}. Received: ${received(chain)}`);
    }
  }
  if (entries.length === 0) throw new Error("prepend: expected at least one layer. Received: none");
  return new Map(entries.map(([name, chain]) => [name, toChain(chain as Prepended)]));
}

function isLayer(value: unknown): value is Layer {
  return value instanceof tf.layers.Layer;
}

function isChain(value: unknown): value is Prepended {
  if (isLayer(value)) return true;
  if (Array.isArray(value) && value.length > 0 && value.every(isLayer)) return true;
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return false;
  throw new Error(`prepend: expected a layer or layers. Received: ${received(value)}`);
}

function toChain(layers: Prepended): readonly Layer[] {
  return isLayer(layers) ? [layers] : layers;
}

function join(
  chain: readonly Layer[],
  model: LayersModel,
  index: number,
  target: SymbolicTensor,
  options: PrependOptions,
): Joint {
  const [first] = chain;
  const name = model.inputNames[index]!;
  const dtype = options.inputDtype ?? inputDtypeOf(first) ?? target.dtype;
  const raw = first === undefined ? target.shape : rawShape(chain, dtype, target.shape, options);
  const input = tf.input({
    batchShape: raw,
    dtype,
    ...(chain.length === 0 || model.inputs.length > 1 ? { name } : {}),
  });
  let output = input;
  for (const layer of chain) output = layer.apply(output) as SymbolicTensor; // symbolic in, symbolic out
  if (!fits(output.shape, target.shape)) {
    throw new Error(
      `prepend: the layers give ${shown(output.shape)} for an input of shape ${shown(raw)}; ` +
        `${model.name} takes ${shown(target.shape)}. ` +
        "Set inputShape where another one is meant.",
    );
  }
  return { input, output };
}

// a preprocessing layer keeps the type that it reads as the type of a model's input
function inputDtypeOf(layer: Layer | undefined): DataType | undefined {
  return layer instanceof PreprocessingLayer ? layer.inputDtype : undefined;
}

function rawShape(
  chain: readonly Layer[],
  dtype: DataType,
  target: Shape,
  { inputShape }: PrependOptions,
): Shape {
  if (inputShape !== undefined) return [null, ...inputShape];
  const given = chain[0]!.batchInputShape;
  if (given != null) return given;
  const anySize = target.length === 4 ? [[null, null, null, target[3]!]] : [];
  const candidates: Shape[] =
    dtype === "string" ? [[null, 1], target, [null]] : [...anySize, target, [null, 1]];
  return candidates.find((shape) => fits(shapeAfter(chain, shape), target)) ?? candidates[0]!;
}

function shapeAfter(chain: readonly Layer[], input: Shape): Shape | undefined {
  try {
    return chain.reduce((shape, layer) => layer.computeOutputShape(shape) as Shape, input);
  } catch {
    return undefined; // no shape that the layers take
  }
}

// an unknown size fits only where the model leaves it open
function fits(given: Shape | undefined, taken: Shape): boolean {
  return (
    given !== undefined &&
    given.length === taken.length &&
    taken.every((size, i) => i === 0 || size === null || size === given[i])
  );
}

function shown(shape: Shape): string {
  return `[${shape.map(String).join(", ")}]`;
}

type CompileArgs = Parameters<LayersModel["compile"]>[0];

function compileLike(model: LayersModel, whole: LayersModel): void {
  const { optimizer, loss, metrics } = model as LayersModel & Partial<CompileArgs>; // null before compile
  if (optimizer == null) return;
  const named = metrics == null ? {} : { metrics: byOutput(metrics, model) };
  whole.compile({ optimizer, loss: byOutput(loss, model), ...named });
}

// an only output bears the name of the model inside, so that an entry under its old name is taken out
function byOutput<V extends CompileArgs["loss"] | NonNullable<CompileArgs["metrics"]>>(
  value: V,
  { outputNames }: LayersModel,
): V {
  if (outputNames.length > 1 || typeof value !== "object" || Array.isArray(value)) return value;
  return (value as Record<string, V>)[outputNames[0]!]!; // compile has checked the names
}
