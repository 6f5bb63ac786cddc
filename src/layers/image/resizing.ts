import type { DataType, Shape } from "@tensorflow/tfjs";
import { type BoxBatch, type BoxChange, clipBoxes, scaleBoxes } from "../../ops/box-batch.js";
import { aspectBox, crop } from "../../ops/crop.js";
import type { NumericArray } from "../../ops/dense-array.js";
import { padToAspect } from "../../ops/pad-to-aspect.js";
import type { ImageBatch } from "../../ops/projective-transform.js";
import { type ResizeInterpolation, resize } from "../../ops/resize.js";
import { roundToInt32 } from "../../ops/round-to-int32.js";
import { received } from "../../received.js";
import { tf } from "../../tensorflow.js";
import { choose } from "../base/choose.js";
import { type Compat, readCompat } from "../base/compat.js";
import { registerLayer } from "../base/register-layer.js";
import type { TensorTransform } from "./image-batch-tensor.js";
import { ImageLayer, type ImageLayerOptions } from "./image-layer.js";
import type { ImageSize } from "./image-layout.js";
import { readTargetSize, type TargetSize, withSize } from "./target-size.js";

/** Options of `Resizing`, Keras's under camelCase names. */
export interface ResizingOptions extends ImageLayerOptions, TargetSize {
  /**
   * `bilinear` (default), `nearest`, `bicubic`, `area`, `lanczos3` or `lanczos5`; with `compat: "tf_keras"`
   * also `gaussian` and `mitchellcubic`.
   */
  readonly interpolation?: ResizeInterpolation | undefined;
  /** Whether to cut the image to the target's proportions first, so that nothing is distorted. */
  readonly cropToAspectRatio?: boolean | undefined;
  /** Whether to pad the image to the target's proportions first, so that nothing is distorted or lost. */
  readonly padToAspectRatio?: boolean | undefined;
  /** What pads: only `constant`. */
  readonly fillMode?: "constant" | undefined;
  /** The value that pads. Defaults to 0. */
  readonly fillValue?: number | undefined;
  /** Whether shrinking blends all pixels that fall together. Without effect on `nearest` and `area`. */
  readonly antialias?: boolean | undefined;
  /** `keras3` (default) gives whole numbers back as whole numbers, `tf_keras` makes them float32. */
  readonly compat?: Compat | "tfKeras" | undefined;
}

const KERAS_3 = ["bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5"] as const;
const TF_KERAS = [...KERAS_3, "gaussian", "mitchellcubic"] as const;

/**
 * Resizes images to one height and width, in training and out of it.
 *
 * Takes one image [height, width, channels] or a batch of them. Float32 stays float32; int32 comes back as
 * int32, rounded. Masks in a dictionary `{ images, segmentationMasks, labels }` are resized to the nearest
 * pixel.
 *
 * @example
 * import { layers } from "preplab";
 * const resize = layers.resizing({ height: 1, width: 2 });
 * resize([[[1], [2], [3], [4]]]).reshape([2]).print();
 * // Tensor
 * //     [1.5, 3.5]
 */
export class Resizing extends ImageLayer<ImageSize> {
  static className = "Resizing";

  readonly height: number;
  readonly width: number;
  readonly interpolation: ResizeInterpolation;
  readonly cropToAspectRatio: boolean;
  readonly padToAspectRatio: boolean;
  readonly fillValue: number;
  readonly antialias: boolean;
  readonly compat: Compat;

  constructor(options: ResizingOptions) {
    super(options ?? {});
    const owner = this.getClassName();
    const {
      interpolation = "bilinear",
      cropToAspectRatio = false,
      padToAspectRatio = false,
      fillMode = "constant",
      fillValue = 0,
      antialias = false,
      compat,
    } = options ?? {};
    const { height, width } = readTargetSize(owner, options ?? {});
    this.height = height;
    this.width = width;
    this.compat = readCompat(owner, compat);
    const known = this.compat === "keras3" ? KERAS_3 : TF_KERAS;
    this.interpolation = choose(owner, "interpolation", interpolation, known);
    if (cropToAspectRatio && padToAspectRatio) {
      throw new Error(
        `${owner}: only one of cropToAspectRatio and padToAspectRatio can be true. Received: both`,
      );
    }
    this.cropToAspectRatio = cropToAspectRatio;
    this.padToAspectRatio = padToAspectRatio;
    choose(owner, "fillMode", fillMode, ["constant"]);
    if (typeof fillValue !== "number" || !Number.isFinite(fillValue)) {
      throw new Error(
        `${owner}: fillValue must be a finite number. Received: ${received(fillValue)}`,
      );
    }
    this.fillValue = fillValue;
    this.antialias = antialias;
  }

  protected override draw(size: ImageSize): ImageSize {
    return size;
  }

  protected override transformImages(images: ImageBatch): ImageBatch {
    const resized = this.#resize(images, this.interpolation);
    return images.values instanceof Int32Array
      ? { ...resized, values: roundToInt32(resized.values) }
      : resized;
  }

  protected override onBackend(): TensorTransform<ImageSize> | undefined {
    const size: [number, number] = [this.height, this.width];
    if (this.cropToAspectRatio || this.padToAspectRatio) return undefined;
    if (this.interpolation === "nearest") {
      return { transform: (images) => tf.image.resizeNearestNeighbor(images, size, false, true) };
    }
    if (this.interpolation !== "bilinear" || this.antialias) return undefined;
    return { transform: (images) => tf.image.resizeBilinear(images, size, false, true) };
  }

  protected override transformMaskBatch(masks: ImageBatch): ImageBatch {
    return this.#resize(masks, "nearest");
  }

  protected override transformBoxBatch(boxes: BoxBatch): BoxBatch {
    const { height, width } = this;
    const scaled = scaleBoxes(boxes, { ...this.#boxChange(boxes), height, width });
    for (let i = 0; i < scaled.boxes.length; i += 4) {
      // filled in for boxes that are not there
      const isMissing = boxes.boxes.subarray(i, i + 4).every((value) => value <= 0);
      if (isMissing) scaled.boxes.fill(0, i, i + 4);
    }
    return clipBoxes(scaled);
  }

  protected override castImages(images: NumericArray): NumericArray {
    return this.outputDtype(images.dtype) === images.dtype ? images : super.castImages(images);
  }

  protected override outputDtype(inputDtype: DataType): DataType {
    return this.compat === "keras3" && inputDtype === "int32"
      ? "int32"
      : super.outputDtype(inputDtype);
  }

  protected override actsOnlyInTraining(): boolean {
    return false;
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return withSize(this.getClassName(), inputShape, this.dataFormat, this);
  }

  protected override facts(): Record<string, unknown> {
    return { height: this.height, width: this.width, interpolation: this.interpolation };
  }

  override getConfig(): ReturnType<ImageLayer<ImageSize>["getConfig"]> {
    return {
      ...super.getConfig(),
      height: this.height,
      width: this.width,
      interpolation: this.interpolation,
      cropToAspectRatio: this.cropToAspectRatio,
      padToAspectRatio: this.padToAspectRatio,
      fillMode: "constant",
      fillValue: this.fillValue,
      antialias: this.antialias,
      compat: this.compat,
    };
  }

  #resize(images: ImageBatch, interpolation: ResizeInterpolation): ImageBatch {
    const { height, width, antialias } = this;
    return resize(this.#toAspect(images), height, width, { interpolation, antialias });
  }

  // by Keras's formulas, which part from whole pixels where the proportions are kept
  #boxChange(from: BoxBatch): BoxChange {
    const { height, width } = this;
    const [scaleX, scaleY] = [width / from.width, height / from.height];
    if (this.padToAspectRatio) {
      const scale = Math.min(scaleX, scaleY);
      return {
        scaleX: scale,
        scaleY: scale,
        offsetX: Math.floor((width - from.width * scale) / 2),
        offsetY: Math.floor((height - from.height * scale) / 2),
      };
    }
    if (!this.cropToAspectRatio) return { scaleX, scaleY, offsetX: 0, offsetY: 0 };
    const scale = Math.max(scaleX, scaleY);
    return {
      scaleX: scale,
      scaleY: scale,
      offsetX: -Math.floor((from.width * scale - width) / 2),
      offsetY: -Math.floor((from.height * scale - height) / 2),
    };
  }

  #toAspect(images: ImageBatch): ImageBatch {
    const { height, width, fillValue } = this;
    if (this.padToAspectRatio) return padToAspect(images, height, width, fillValue);
    if (!this.cropToAspectRatio) return images;
    return crop(images, aspectBox(images.shape[1], images.shape[2], height, width));
  }
}

registerLayer(Resizing);
