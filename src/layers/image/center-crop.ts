import type { Shape } from "@tensorflow/tfjs";
import { type BoxBatch, cropBoxes } from "../../ops/box-batch.js";
import { aspectBox, crop, type PixelBox } from "../../ops/crop.js";
import type { ImageBatch } from "../../ops/projective-transform.js";
import { type ResizeInterpolation, resize } from "../../ops/resize.js";
import { registerLayer } from "../base/register-layer.js";
import { ImageLayer, type ImageLayerOptions } from "./image-layer.js";
import type { ImageSize } from "./image-layout.js";
import { readTargetSize, type TargetSize, withSize } from "./target-size.js";

/** Options of `CenterCrop`, Keras's under camelCase names. */
export interface CenterCropOptions extends ImageLayerOptions, TargetSize {}

/**
 * Cuts the middle out of images, in training and out of it. An image that is too small in either direction
 * is cut to the target's proportions and resized instead.
 *
 * Takes one image [height, width, channels] or a batch of them, of any numeric type, and gives float32.
 * Masks in a dictionary `{ images, segmentationMasks, labels }` are cut with the images and, where they are
 * resized, to the nearest pixel.
 *
 * @example
 * import { layers } from "preplab";
 * const middle = layers.centerCrop({ height: 1, width: 2 });
 * middle([[[1], [2], [3], [4]]]).reshape([2]).print();
 * // Tensor
 * //     [2, 3]
 */
export class CenterCrop extends ImageLayer<ImageSize> {
  static className = "CenterCrop";

  readonly height: number;
  readonly width: number;

  constructor(options: CenterCropOptions) {
    super(options ?? {});
    const { height, width } = readTargetSize(this.getClassName(), options ?? {});
    this.height = height;
    this.width = width;
  }

  protected override draw(size: ImageSize): ImageSize {
    return size;
  }

  protected override transformImages(images: ImageBatch): ImageBatch {
    return this.#crop(images, "bilinear");
  }

  protected override transformBoxBatch(boxes: BoxBatch): BoxBatch {
    return cropBoxes(boxes, this.#boxOf(boxes.height, boxes.width), this);
  }

  protected override transformMaskBatch(masks: ImageBatch): ImageBatch {
    return this.#crop(masks, "nearest");
  }

  protected override actsOnlyInTraining(): boolean {
    return false;
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return withSize(this.getClassName(), inputShape, this.dataFormat, this);
  }

  protected override facts(): Record<string, unknown> {
    return { height: this.height, width: this.width };
  }

  override getConfig(): ReturnType<ImageLayer<ImageSize>["getConfig"]> {
    return { ...super.getConfig(), height: this.height, width: this.width };
  }

  #crop(images: ImageBatch, interpolation: ResizeInterpolation): ImageBatch {
    const { height, width } = this;
    const box = this.#boxOf(images.shape[1], images.shape[2]);
    const cut = crop(images, box);
    const fits = box.height === height && box.width === width;
    return fits ? cut : resize(cut, height, width, { interpolation });
  }

  #boxOf(inputHeight: number, inputWidth: number): PixelBox {
    const { height, width } = this;
    if (inputHeight < height || inputWidth < width) {
      return aspectBox(inputHeight, inputWidth, height, width);
    }
    const top = Math.floor((inputHeight - height) / 2);
    const left = Math.floor((inputWidth - width) / 2);
    return { top, left, height, width };
  }
}

registerLayer(CenterCrop);
