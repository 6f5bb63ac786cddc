import type { DataType, Tensor } from "@tensorflow/tfjs";
import { BOX_FORMATS, type BoxFormat } from "../../ops/convert-boxes.js";
import type { DenseArray } from "../../ops/dense-array.js";
import { received } from "../../received.js";
import { tf } from "../../tensorflow.js";
import { choose } from "../base/choose.js";
import type { CallOptions, LayerInput } from "../base/layer-call.js";
import type { LayerOptions } from "../base/layer-options.js";
import { PreprocessingLayer } from "../base/preprocessing-layer.js";
import { inputTensor, toTensor } from "../base/read-input.js";
import { registerLayer } from "../base/register-layer.js";
import { requireCount } from "../base/require-count.js";
import { type BoundingBoxTensors, readBoxesAndLabels, takeRows } from "./bounding-boxes.js";
import { type DataFormat, imageSize } from "./image-layout.js";
import {
  type ImageTargets,
  type ImageTargetTensors,
  isImageTargets,
  targetOf,
} from "./image-targets.js";

/** Options of `MaxNumBoundingBoxes`, Keras's under camelCase names. */
export interface MaxNumBoundingBoxesOptions extends LayerOptions {
  /** How many boxes each image has afterwards: a whole number, at least 1. */
  readonly maxNumber: number;
  /** What stands for a missing box and its label, a whole number. Defaults to -1. */
  readonly fillValue?: number | undefined;
  /** What the four numbers of a box are; it makes no difference to this layer. */
  readonly boundingBoxFormat?: BoxFormat | null | undefined;
  /** Where the channels of images stand; it makes no difference to this layer. */
  readonly dataFormat?: DataFormat | "channelsLast" | "channelsFirst" | null | undefined;
}

type BoxesCall = <T extends ImageTargets>(
  inputs: T,
  options?: CallOptions,
) => ImageTargetTensors<T>;

export interface MaxNumBoundingBoxes extends BoxesCall {}

/**
 * Gives each image the same number of bounding boxes, in training and out of it: boxes beyond it are left
 * out, missing ones are filled in, with their labels.
 *
 * Takes a dictionary of `images` (rank 3 or 4), `boundingBoxes` (`boxes` and `labels`) and, if there are,
 * `segmentationMasks` and `labels`; all but the boxes stay as they are. Images of a batch may come with
 * different numbers of boxes, as nested arrays; all that is missing is filled alike.
 *
 * @example
 * import { layers } from "preplab";
 * const two = layers.maxNumBoundingBoxes({ maxNumber: 2 });
 * const boundingBoxes = { boxes: [[1, 2, 3, 4]], labels: [5] };
 * two({ images: [[[0]]], boundingBoxes }).boundingBoxes.boxes.print();
 * // Tensor
 * //     [[1 , 2 , 3 , 4 ],
 * //      [-1, -1, -1, -1]]
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: gives the class its call signature
export class MaxNumBoundingBoxes extends PreprocessingLayer {
  static className = "MaxNumBoundingBoxes";

  readonly maxNumber: number;
  readonly fillValue: number;
  readonly boundingBoxFormat: BoxFormat | null;
  readonly dataFormat: DataFormat;

  constructor(options: MaxNumBoundingBoxesOptions) {
    super(options ?? {});
    const owner = this.getClassName();
    const { maxNumber, fillValue = -1, boundingBoxFormat, dataFormat } = options ?? {};
    if (!Number.isInteger(fillValue)) {
      throw new Error(
        `${owner}: fillValue must be a whole number. Received: ${received(fillValue)}`,
      );
    }
    this.maxNumber = requireCount(owner, "maxNumber", maxNumber);
    this.fillValue = fillValue;
    this.boundingBoxFormat =
      boundingBoxFormat == null
        ? null
        : choose(owner, "boundingBoxFormat", boundingBoxFormat, BOX_FORMATS);
    this.dataFormat = choose(owner, "dataFormat", dataFormat ?? "channels_last", [
      "channels_last",
      "channels_first",
    ]);
  }

  protected override compute(images: DenseArray): DenseArray {
    imageSize(this.getClassName(), images.shape, this.dataFormat);
    return images;
  }

  protected override callOnValues(inputs: unknown, options: CallOptions): unknown {
    if (!isImageTargets(inputs)) return super.callOnValues(inputs, options);
    const owner = this.getClassName();
    const results: Record<string, Tensor | BoundingBoxTensors> = {};
    return tf.tidy(() => {
      const images = inputTensor(owner, inputs.images, "float32");
      imageSize(owner, images.shape, this.dataFormat);
      this.buildOnce(images.shape);
      for (const [key, value] of Object.entries(inputs) as [string, unknown][]) {
        if (value === undefined) continue;
        const target = targetOf(owner, key);
        if (target === "boundingBoxes") {
          results[key] = this.#limit(value, images.shape);
        } else {
          const numbers = target === "images" ? "float32" : "int32";
          results[key] = tf.clone(inputTensor(owner, value as LayerInput, numbers)); // not boxes
        }
      }
      return results as Record<string, Tensor>; // tidy looks into boxes too
    });
  }

  protected override outputDtype(inputDtype: DataType): DataType {
    return inputDtype;
  }

  protected override facts(): Record<string, unknown> {
    return { maxNumber: this.maxNumber, fillValue: this.fillValue };
  }

  override getConfig(): ReturnType<PreprocessingLayer["getConfig"]> {
    const { maxNumber, fillValue, boundingBoxFormat, dataFormat } = this;
    return { ...super.getConfig(), maxNumber, fillValue, boundingBoxFormat, dataFormat };
  }

  #limit(bounding: unknown, imageShape: readonly number[]): BoundingBoxTensors {
    const { boxes, labels } = readBoxesAndLabels(this.getClassName(), bounding, imageShape);
    const batch = imageShape.slice(0, -3);
    const limited = takeRows(boxes, this.maxNumber, 4, this.fillValue);
    const classes = takeRows(labels, this.maxNumber, 1, this.fillValue);
    return {
      boxes: toTensor({ ...limited, shape: [...batch, this.maxNumber, 4] }),
      labels: toTensor({ ...classes, shape: [...batch, this.maxNumber] }),
    };
  }
}

registerLayer(MaxNumBoundingBoxes);
