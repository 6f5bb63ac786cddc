import type { Shape } from "@tensorflow/tfjs";
import { type BoxBatch, cropBoxes } from "../../ops/box-batch.js";
import { aspectBox, crop, type PixelBox } from "../../ops/crop.js";
import type { ImageBatch } from "../../ops/projective-transform.js";
import { type ResizeInterpolation, resize } from "../../ops/resize.js";
import { randomUniform } from "../../random/philox.js";
import { type Compat, readCompat } from "../base/compat.js";
import { registerLayer } from "../base/register-layer.js";
import { requireDrawnFor } from "./drawn-for.js";
import type { ImageSize } from "./image-layout.js";
import { RandomImageLayer, type RandomImageLayerOptions } from "./random-image-layer.js";
import { readTargetSize, type TargetSize, withSize } from "./target-size.js";

/** Options of `RandomCrop`, Keras's under camelCase names. */
export interface RandomCropOptions extends RandomImageLayerOptions, TargetSize {
  /**
   * What happens in training to images that are not larger in both directions: `keras3` (default) cuts out
   * of the middle as far as the image goes and resizes the rest of the way; `tf_keras` still draws when both
   * sides fit, and otherwise keeps the proportions.
   */
  readonly compat?: Compat | "tfKeras" | undefined;
}

/** What `RandomCrop` drew: one box for the whole batch, resized to the target where it is smaller. */
export interface CropDraw {
  readonly box: PixelBox;
  /** Size of the images that it was drawn for. */
  readonly height: number;
  readonly width: number;
}

/**
 * Cuts a box of one size out of images, at a place drawn anew at each call and shared by the batch: called
 * directly and in training. In `predict` and `evaluate`, or with `{ training: false }`, the largest middle
 * part of the target's proportions is resized instead, as in tf_keras: Keras 3 returns images uncut there,
 * in another shape than it promises to a model.
 *
 * Takes one image [height, width, channels] or a batch of them, of any numeric type, and gives float32.
 * Masks in a dictionary `{ images, segmentationMasks, labels }` are cut with the images.
 *
 * @example
 * import { layers } from "preplab";
 * const crop = layers.randomCrop({ height: 1, width: 2, seed: 1 });
 * const image = [[[1], [2], [3], [4]], [[5], [6], [7], [8]]];
 * crop(image).reshape([2]).print();
 * // Tensor
 * //     [5, 6]
 */
export class RandomCrop extends RandomImageLayer<CropDraw> {
  static className = "RandomCrop";

  readonly height: number;
  readonly width: number;
  readonly compat: Compat;

  constructor(options: RandomCropOptions) {
    super(options ?? {});
    const owner = this.getClassName();
    const { height, width } = readTargetSize(owner, options ?? {});
    this.height = height;
    this.width = width;
    this.compat = readCompat(owner, options.compat);
  }

  protected override draw(size: ImageSize): CropDraw {
    const { height, width } = size;
    const extraRows = height - this.height;
    const extraColumns = width - this.width;
    const least = this.compat === "keras3" ? 1 : 0;
    if (extraRows >= least && extraColumns >= least) {
      const top = this.#drawStart(extraRows);
      const left = this.#drawStart(extraColumns);
      return { box: { top, left, height: this.height, width: this.width }, height, width };
    }
    const middle = aspectBox(height, width, this.height, this.width);
    if (this.compat === "tf_keras") return { box: middle, height, width };
    // Keras 3 takes the corner of the right box but the size of the target
    const box = {
      ...middle,
      height: Math.min(this.height, height - middle.top),
      width: Math.min(this.width, width - middle.left),
    };
    return { box, height, width };
  }

  protected override drawForInference({ height, width }: ImageSize): CropDraw {
    return { box: aspectBox(height, width, this.height, this.width), height, width };
  }

  protected override transformImages(images: ImageBatch, drawn: CropDraw): ImageBatch {
    return this.#crop(images, drawn, "bilinear");
  }

  protected override transformBoxBatch(boxes: BoxBatch, drawn: CropDraw): BoxBatch {
    return cropBoxes(boxes, drawn.box, this);
  }

  protected override transformMaskBatch(masks: ImageBatch, drawn: CropDraw): ImageBatch {
    return this.#crop(masks, drawn, "nearest");
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

  override getConfig(): ReturnType<RandomImageLayer<CropDraw>["getConfig"]> {
    return {
      ...super.getConfig(),
      height: this.height,
      width: this.width,
      compat: this.compat,
    };
  }

  #drawStart(extra: number): number {
    const [start] = randomUniform(this.nextSeed(), 1, 0, extra + 1);
    return Math.trunc(start!);
  }

  #crop(images: ImageBatch, drawn: CropDraw, interpolation: ResizeInterpolation): ImageBatch {
    requireDrawnFor(this.getClassName(), { ...drawn, batch: 1 }, images);
    return resize(crop(images, drawn.box), this.height, this.width, { interpolation });
  }
}

registerLayer(RandomCrop);
