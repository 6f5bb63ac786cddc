import type { DataType, Tensor } from "@tensorflow/tfjs";
import type { BoxBatch } from "../../ops/box-batch.js";
import { BOX_FORMATS, type BoxFormat } from "../../ops/convert-boxes.js";
import { type DenseArray, type NumericArray, toFloat32, toInt32 } from "../../ops/dense-array.js";
import type { ImageBatch } from "../../ops/projective-transform.js";
import { received } from "../../received.js";
import { tf } from "../../tensorflow.js";
import { choose } from "../base/choose.js";
import type { CallOptions, LayerInput } from "../base/layer-call.js";
import type { LayerOptions } from "../base/layer-options.js";
import { type CallContext, PreprocessingLayer } from "../base/preprocessing-layer.js";
import {
  computeTensor,
  inputTensor,
  isTensor,
  readInPlace,
  readInput,
  toTensor,
} from "../base/read-input.js";
import {
  type BoundingBoxes,
  type BoundingBoxTensors,
  readBoxBatch,
  toBoxTensors,
} from "./bounding-boxes.js";
import {
  addChannel,
  type DataFormat,
  dropChannel,
  fromChannelsLast,
  type ImageSize,
  imageSize,
  toChannelsLast,
} from "./image-layout.js";
import {
  type ImageTargets,
  type ImageTargetTensors,
  isImageTargets,
  type Target,
  targetOf,
} from "./image-targets.js";

/** Options that every image layer takes. */
export interface ImageLayerOptions extends LayerOptions {
  /** Where the channels stand: `channels_last` (default) or `channels_first`. */
  readonly dataFormat?: DataFormat | "channelsLast" | "channelsFirst" | null | undefined;
  /** What the four numbers of a bounding box are, e.g. `xyxy`; needed to move boxes with their images. */
  readonly boundingBoxFormat?: BoxFormat | null | undefined;
}

/** An image layer called like a function also takes an image with its mask and label. */
export type ImageCall = <T extends ImageTargets>(
  inputs: T,
  options?: CallOptions,
) => ImageTargetTensors<T>;

// biome-ignore lint/correctness/noUnusedVariables: merged declarations name the same parameters
export interface ImageLayer<T> extends ImageCall {}

/**
 * Base of the layers on images of rank 3 (one) or 4 (a batch). What happens to an image is drawn first and
 * done second: `sample` draws a transformation, `transform` applies it, to as many images, masks and labels
 * as belong together.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: gives the class its call signature
export abstract class ImageLayer<T> extends PreprocessingLayer {
  readonly dataFormat: DataFormat;
  readonly boundingBoxFormat: BoxFormat | null;
  readonly #dtype: "float32" | "int32";

  constructor(options: ImageLayerOptions) {
    super(options);
    const owner = this.getClassName();
    this.#dtype = choose(owner, "dtype", options.dtype ?? "float32", ["float32", "int32"]);
    this.dataFormat = choose(owner, "dataFormat", options.dataFormat ?? "channels_last", [
      "channels_last",
      "channels_first",
    ]);
    const { boundingBoxFormat: format } = options;
    this.boundingBoxFormat =
      format == null ? null : choose(owner, "boundingBoxFormat", format, BOX_FORMATS);
  }

  /** One transformation for each image of a batch of this size. */
  protected abstract draw(size: ImageSize): T;

  /** The transformed images: a new batch. Float32 values for whole ones are cut off afterwards. */
  protected abstract transformImages(images: ImageBatch, transformation: T): ImageBatch;

  /** The transformed masks; unchanged unless the layer moves pixels. */
  protected transformMaskBatch(masks: ImageBatch, _transformation: T): ImageBatch {
    return masks;
  }

  /** The transformed boxes, cut at the edges; undefined when the layer moves none. */
  protected transformBoxBatch(_boxes: BoxBatch, _transformation: T): BoxBatch | undefined {
    return undefined;
  }

  /** The transformed labels; unchanged unless the layer mixes images. */
  protected transformLabels(labels: DenseArray, _transformation: T): DenseArray {
    return labels;
  }

  /** Whether inference leaves images as they are. */
  protected actsOnlyInTraining(): boolean {
    return true;
  }

  /** What inference does to images; nothing when undefined. */
  protected drawForInference(size: ImageSize): T | undefined {
    return this.actsOnlyInTraining() ? undefined : this.draw(size);
  }

  /** The images in the type that the layer computes in and gives. */
  protected castImages(images: NumericArray): NumericArray {
    return this.#dtype === "float32"
      ? { ...images, dtype: "float32", values: toFloat32(images) }
      : { ...images, dtype: "int32", values: toInt32(images) };
  }

  /**
   * Draws what `layer(x)` would do to images: give it their shape, or the images themselves. Each call goes
   * one step further in the layer's random stream.
   */
  sample(input: readonly number[] | LayerInput | ImageTargets): T {
    const images = isImageTargets(input) ? input.images : input;
    const shape = isShape(images) ? images : this.#shapeOf(images);
    return this.draw(imageSize(this.getClassName(), shape, this.dataFormat));
  }

  /** Applies a transformation that `sample` drew. */
  transform<I extends ImageTargets>(input: I, transformation: T): ImageTargetTensors<I>;
  transform(input: LayerInput, transformation: T): Tensor;
  transform(
    input: LayerInput | ImageTargets,
    transformation: T,
  ): Tensor | ImageTargetTensors<ImageTargets> {
    return isImageTargets(input)
      ? this.#mapTargets(input, transformation)
      : computeTensor(() => this.#transformInput(this.#read(input), transformation));
  }

  /**
   * Applies a transformation to segmentation masks: values are never blended and keep their type. Masks
   * have the images' shape, or lack the channel dimension.
   */
  transformMasks(masks: LayerInput, transformation: T): Tensor {
    return computeTensor(() => this.#transformMask(masks, transformation));
  }

  /**
   * Applies a transformation to bounding boxes of the layer's `boundingBoxFormat`, in images of the given
   * shape: cut at the edges, and labelled -1 where nothing is left. Images with fewer boxes than others get
   * boxes of 0, labelled -1.
   */
  transformBoundingBoxes(
    boundingBoxes: BoundingBoxes,
    transformation: T,
    imageShape: readonly number[],
  ): BoundingBoxTensors {
    return this.#mapBoxes(boundingBoxes, transformation, imageShape);
  }

  override call(inputs: Tensor | Tensor[], kwargs: CallOptions): Tensor | Tensor[] {
    const input = Array.isArray(inputs) && inputs.length === 1 ? inputs[0]! : inputs;
    if (isTensor(input) && kwargs.training !== true && this.actsOnlyInTraining()) {
      imageSize(this.getClassName(), input.shape, this.dataFormat);
      return tf.cast(input, this.#dtype);
    }
    return super.call(inputs, kwargs);
  }

  protected override read(inputs: unknown): DenseArray {
    return readInPlace(this.getClassName(), inputs, this.plainNumbers());
  }

  protected override compute(input: DenseArray, { training }: CallContext): DenseArray {
    const images = this.#requireNumbers(input);
    const size = imageSize(this.getClassName(), images.shape, this.dataFormat);
    const transformation = training ? this.draw(size) : this.drawForInference(size);
    return transformation === undefined
      ? this.castImages(images)
      : this.#transformInput(images, transformation);
  }

  protected override callOnValues(inputs: unknown, options: CallOptions): unknown {
    if (!isImageTargets(inputs)) return super.callOnValues(inputs, options);
    this.buildOnce([...this.#shapeOf(inputs.images)]);
    const size = imageSize(this.getClassName(), this.#shapeOf(inputs.images), this.dataFormat);
    const transformation =
      options.training === true ? this.draw(size) : this.drawForInference(size);
    return this.#mapTargets(inputs, transformation);
  }

  protected override trainsWhenCalled(): boolean {
    return true;
  }

  protected override outputDtype(_inputDtype: DataType): DataType {
    return this.#dtype;
  }

  /** What layers that are made of others do with their parts. */
  protected static readonly parts = {
    draw: <U>(part: ImageLayer<U>, size: ImageSize): U => part.draw(size),
    images: <U>(part: ImageLayer<U>, images: ImageBatch, drawn: U): ImageBatch =>
      part.transformImages(images, drawn),
    masks: <U>(part: ImageLayer<U>, masks: ImageBatch, drawn: U): ImageBatch =>
      part.transformMaskBatch(masks, drawn),
    boxes: <U>(part: ImageLayer<U>, boxes: BoxBatch, drawn: U): BoxBatch =>
      part.transformBoxBatch(boxes, drawn) ?? boxes,
  };

  override getConfig(): ReturnType<PreprocessingLayer["getConfig"]> {
    const { dataFormat, boundingBoxFormat } = this;
    const boxes = boundingBoxFormat === null ? {} : { boundingBoxFormat };
    return { ...super.getConfig(), dtype: this.#dtype, dataFormat, ...boxes };
  }

  #mapTargets<I extends ImageTargets>(
    targets: I,
    transformation: T | undefined,
  ): ImageTargetTensors<I> {
    const owner = this.getClassName();
    const shape = this.#shapeOf(targets.images);
    return tf.tidy(() => {
      const results: Record<string, Tensor | BoundingBoxTensors> = {};
      for (const [key, value] of Object.entries(targets) as [string, unknown][]) {
        const target = targetOf(owner, key);
        if (value === undefined) continue;
        results[key] =
          target === "boundingBoxes"
            ? this.#mapBoxes(value, transformation, shape)
            : this.#mapTarget(target, value as LayerInput, transformation, shape.length);
      }
      return results as Record<string, Tensor>; // tidy looks into boxes too
    }) as ImageTargetTensors<I>; // one for each key
  }

  #mapBoxes(
    bounding: unknown,
    transformation: T | undefined,
    imageShape: readonly number[],
  ): BoundingBoxTensors {
    const owner = this.getClassName();
    const { height, width } = imageSize(owner, imageShape, this.dataFormat);
    const format = this.boundingBoxFormat ?? "xyxy";
    const boxes = readBoxBatch(owner, bounding, imageShape, { format, height, width });
    const moved =
      transformation === undefined ? undefined : this.transformBoxBatch(boxes, transformation);
    if (moved !== undefined && this.boundingBoxFormat === null) {
      throw new Error(
        `${owner}: bounding boxes need the option boundingBoxFormat, one of ` +
          `${BOX_FORMATS.join(", ")}. Received: null`,
      );
    }
    return toBoxTensors(moved ?? boxes, format, imageShape.slice(0, -3));
  }

  #mapTarget(
    target: Exclude<Target, "boundingBoxes">,
    value: LayerInput,
    transformation: T | undefined,
    imageRank: number,
  ): Tensor {
    if (target === "images") {
      return computeTensor(() => {
        const images = this.#read(value);
        return transformation === undefined
          ? this.castImages(images)
          : this.#transformInput(images, transformation);
      });
    }
    const owner = this.getClassName();
    if (transformation === undefined) return tf.clone(inputTensor(owner, value, "int32"));
    return toTensor(
      target === "labels"
        ? this.transformLabels(readInput(owner, value, "int32"), transformation)
        : this.#transformMask(value, transformation, imageRank),
    );
  }

  #transformInput(input: NumericArray, transformation: T): NumericArray {
    const images = this.castImages(input);
    const batch = toChannelsLast(this.getClassName(), images, this.dataFormat);
    const output = this.#fromBatch(this.transformImages(batch, transformation), images);
    return images.dtype === "int32" ? { ...output, values: toInt32(output) } : output;
  }

  // without an image beside it, only a mask of rank 2 is known to lack channels
  #transformMask(input: LayerInput, transformation: T, imageRank?: number): NumericArray {
    const masks = this.#requireNumbers(readInput(this.getClassName(), input, "int32"));
    const hasChannels = masks.shape.length !== (imageRank === 4 ? 3 : 2);
    const shape = hasChannels ? masks.shape : addChannel(masks.shape, this.dataFormat);
    const batch = toChannelsLast(this.getClassName(), { ...masks, shape }, this.dataFormat);
    const moved = this.#fromBatch(this.transformMaskBatch(batch, transformation), {
      ...masks,
      shape,
    });
    return hasChannels ? moved : { ...moved, shape: dropChannel(moved.shape, this.dataFormat) };
  }

  #fromBatch(batch: ImageBatch, like: NumericArray): NumericArray {
    const [count, height, width, channels] = batch.shape;
    const image =
      this.dataFormat === "channels_last" ? [height, width, channels] : [channels, height, width];
    return {
      values: fromChannelsLast(batch, this.dataFormat),
      shape: like.shape.length === 4 ? [count, ...image] : image,
      dtype: like.dtype,
    };
  }

  #read(input: LayerInput): NumericArray {
    return this.#requireNumbers(readInPlace(this.getClassName(), input, "float32"));
  }

  #requireNumbers(input: DenseArray): NumericArray {
    if (input.dtype !== "string") return input;
    throw new Error(`${this.getClassName()}: images must be numbers. Received: ${received(input)}`);
  }

  #shapeOf(images: LayerInput): readonly number[] {
    return isTensor(images)
      ? images.shape
      : readInput(this.getClassName(), images, "float32").shape;
  }
}

// a flat list of numbers cannot be an image
function isShape(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((size) => Number.isInteger(size) && size >= 0);
}
