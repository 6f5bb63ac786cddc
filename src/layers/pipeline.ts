import type {
  DataType,
  LayerVariable,
  Shape,
  serialization,
  Tensor,
  layers as tfLayers,
} from "@tensorflow/tfjs";
import type { SeedGenerator } from "../random/seed-generator.js";
import { received } from "../received.js";
import { tf } from "../tensorflow.js";
import { callable } from "./base/callable.js";
import { protect } from "./base/config-text.js";
import { readKerasConfig } from "./base/keras-config.js";
import type { CallOptions, LayerCall, LayerInput } from "./base/layer-call.js";
import type { LayerOptions } from "./base/layer-options.js";
import { PreprocessingLayer } from "./base/preprocessing-layer.js";
import { inputTensor, isTensor, isTensorList } from "./base/read-input.js";
import { deserializeLayer, registerLayer } from "./base/register-layer.js";
import type { ImageCall } from "./image/image-layer.js";

type Layer = tfLayers.Layer;

/** Options of `Pipeline`. */
export interface PipelineOptions extends LayerOptions {
  /** The layers in the order in which they are applied; at least one. */
  readonly layers: readonly Layer[];
}

export interface Pipeline extends ImageCall {}

/**
 * Applies layers one after another as if they were one. Called directly it trains, so that random layers
 * among them augment; in `predict` and `evaluate`, or with `{ training: false }`, they do not.
 *
 * Takes what its first layer takes, also an image with its mask and labels if all are image layers, and
 * gives what its last layer gives.
 *
 * @example
 * import { layers } from "preplab";
 * const pipeline = layers.pipeline({
 *   layers: [layers.rescaling({ scale: 1 / 255 }), layers.randomFlip({ seed: 1 })],
 * });
 * pipeline([[[0], [255]]], { training: false }).print();
 * // Tensor
 * //     [[[0],
 * //       [1]]]
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: gives the class its call signature
export class Pipeline extends PreprocessingLayer {
  static className = "Pipeline";

  readonly layers: readonly (Layer & LayerCall)[];

  constructor(options: PipelineOptions) {
    const first: unknown = options?.layers?.[0];
    super(
      options ?? {},
      first instanceof PreprocessingLayer ? first.inputDtype : (options?.dtype ?? "float32"),
    );
    this.layers = readLayers(this.getClassName(), options?.layers);
    this.supportsMasking = true;
  }

  override build(inputShape: Shape | Shape[]): void {
    let shape = inputShape;
    for (const layer of this.layers) {
      if (!layer.built) {
        layer.build(shape);
        layer.built = true;
      }
      shape = layer.computeOutputShape(shape);
    }
    super.build(inputShape);
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    let shape = inputShape;
    for (const layer of this.layers) shape = layer.computeOutputShape(shape);
    return shape;
  }

  override call(inputs: Tensor | Tensor[], kwargs: CallOptions): Tensor | Tensor[] {
    const options = { ...kwargs, training: kwargs.training === true };
    return tf.tidy(() => this.#run(inputs, options) as Tensor); // tensors in, tensors out
  }

  protected override callOnValues(inputs: unknown, options: CallOptions): unknown {
    if (isTensor(inputs) || isTensorList(inputs)) return super.callOnValues(inputs, options);
    this.assertNotDisposed();
    return tf.tidy(() => this.#run(inputs, options) as Tensor); // or a dictionary of them
  }

  protected override trainsWhenCalled(): boolean {
    return true;
  }

  protected override randomStreams(): readonly SeedGenerator[] {
    return this.layers.flatMap((layer) =>
      layer instanceof PreprocessingLayer ? PreprocessingLayer.copying.streams(layer) : [],
    );
  }

  protected override skipDraws(inputShape: Shape, training: boolean): boolean {
    const { streams, skip } = PreprocessingLayer.copying;
    const positions = this.randomStreams().map((stream) => [stream, stream.position] as const);
    let shape = inputShape;
    for (const layer of this.layers) {
      if (layer instanceof PreprocessingLayer && streams(layer).length > 0) {
        if (!skip(layer, shape, training)) {
          for (const [stream, position] of positions) stream.position = position;
          return false;
        }
      }
      shape = layer.computeOutputShape(shape) as Shape; // one input, one output
    }
    return true;
  }

  protected override outputDtype(inputDtype: DataType): DataType {
    return this.layers.reduce(
      (dtype, layer) => PreprocessingLayer.outputDtypeOf(layer, dtype),
      inputDtype,
    );
  }

  override get trainableWeights(): LayerVariable[] {
    return this.trainable ? this.#weightsOf("trainableWeights") : [];
  }

  override get nonTrainableWeights(): LayerVariable[] {
    const frozen = this.trainable ? [] : this.#weightsOf("trainableWeights");
    return [...frozen, ...this.#weightsOf("nonTrainableWeights")];
  }

  protected override facts(): Record<string, unknown> {
    return { layers: this.layers.map((layer) => layer.getClassName()) };
  }

  override getConfig(): ReturnType<PreprocessingLayer["getConfig"]> {
    const layers = this.layers.map((layer) => ({
      className: layer.getClassName(),
      config: layer.getConfig(),
    }));
    return { ...super.getConfig(), layers: protect(layers) };
  }

  static override fromConfig<T extends serialization.Serializable>(
    layerClass: serialization.SerializableConstructor<T>,
    config: serialization.ConfigDict,
  ): T {
    const options = readKerasConfig(config);
    const { layers } = options;
    if (!Array.isArray(layers)) return new layerClass(options);
    return new layerClass({ ...options, layers: layers.map(deserializeLayer) });
  }

  #run(inputs: unknown, options: CallOptions & { readonly mask?: Tensor | Tensor[] }): unknown {
    let values = inputs;
    const { mask: first, ...rest } = options;
    let mask = first;
    for (const layer of this.layers) {
      // a mask is made from tensors
      if (!(layer instanceof PreprocessingLayer || isTensor(values) || isTensorList(values))) {
        values = inputTensor(this.getClassName(), values as LayerInput, "float32");
      }
      const more: CallOptions & { readonly mask?: unknown } =
        mask == null ? rest : { ...rest, mask };
      const outputs: unknown = layer(values as Tensor, more); // of any kind
      const isKept = isTensor(values) && layer.supportsMasking;
      mask = isKept
        ? ((layer.computeMask(values as Tensor, mask) ?? undefined) as Tensor)
        : undefined; // one tensor, one mask
      values = outputs;
    }
    return values;
  }

  // the constructor of tfjs's layer asks before there are layers
  #weightsOf(kind: "trainableWeights" | "nonTrainableWeights"): LayerVariable[] {
    return (this.layers ?? []).flatMap((layer) => layer[kind]);
  }
}

function readLayers(owner: string, layers: unknown): (Layer & LayerCall)[] {
  const isLayer = (value: unknown): value is Layer => value instanceof tf.layers.Layer;
  if (Array.isArray(layers) && layers.length > 0 && layers.every(isLayer)) {
    return layers.map(callable);
  }
  throw new Error(
    `${owner}: layers must be a list of at least one layer. Received: ${received(layers)}`,
  );
}

registerLayer(Pipeline);
