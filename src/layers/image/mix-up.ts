import type { BoxBatch } from "../../ops/box-batch.js";
import type { DenseArray } from "../../ops/dense-array.js";
import { mixRows } from "../../ops/mix-rows.js";
import type { ImageBatch } from "../../ops/projective-transform.js";
import { takeImages } from "../../ops/take-images.js";
import { randomBeta } from "../../random/random-beta.js";
import { randomPermutation } from "../../random/random-permutation.js";
import { received } from "../../received.js";
import { registerLayer } from "../base/register-layer.js";
import { requireDrawCount } from "./drawn-for.js";
import type { ImageSize } from "./image-layout.js";
import { mixLabels } from "./mix-labels.js";
import { RandomImageLayer, type RandomImageLayerOptions } from "./random-image-layer.js";

/** Options of `MixUp`, Keras's under camelCase names. */
export interface MixUpOptions extends RandomImageLayerOptions {
  /** Both parameters of the beta distribution of weights, above 0. Defaults to 0.2: mostly one image. */
  readonly alpha?: number | undefined;
}

/** What `MixUp` drew. */
export interface MixUpDraw {
  /** Which image each one is mixed with. */
  readonly order: Int32Array;
  /** How much each image counts itself, within [0, 1]. */
  readonly weights: Float32Array;
}

/**
 * Blends each image of a batch, and its label, with another one of the batch (Zhang et al. 2018): called
 * directly and in training. In `predict` and `evaluate`, or with `{ training: false }`, images stay as they
 * are.
 *
 * Takes a batch of images [batch, height, width, channels], best in a dictionary `{ images, labels }` with
 * one-hot labels [batch, classes], and gives float32 of the same shapes. Float masks are blended like images;
 * whole numbers, which name classes, come from the image that counts more. One image alone is blended with
 * itself.
 *
 * @example
 * import { layers } from "preplab";
 * const mix = layers.mixUp({ alpha: 1, seed: 2 });
 * const { labels } = mix({ images: [[[[0]]], [[[100]]]], labels: [[1, 0], [0, 1]] });
 * labels.print();
 * // Tensor
 * //     [[0.8028982, 0.1971018],
 * //      [0.1660292, 0.8339708]]
 */
export class MixUp extends RandomImageLayer<MixUpDraw> {
  static className = "MixUp";

  readonly alpha: number;

  constructor(options: MixUpOptions = {}) {
    super(options);
    const { alpha = 0.2 } = options;
    if (!(typeof alpha === "number" && alpha > 0 && Number.isFinite(alpha))) {
      throw new Error(
        `${this.getClassName()}: alpha must be a finite number above 0. Received: ${received(alpha)}`,
      );
    }
    this.alpha = alpha;
  }

  protected override draw({ batch }: ImageSize): MixUpDraw {
    const order = randomPermutation(this.nextSeed(), batch);
    return { order, weights: randomBeta(this.nextSeed(), batch, this.alpha, this.alpha) };
  }

  protected override transformImages(
    images: ImageBatch,
    { weights, order }: MixUpDraw,
  ): ImageBatch {
    requireDrawCount(this.getClassName(), weights.length, images);
    return { values: mixRows(images.values, weights, order), shape: images.shape };
  }

  protected override transformMaskBatch(masks: ImageBatch, drawn: MixUpDraw): ImageBatch {
    if (masks.values instanceof Float32Array) return this.transformImages(masks, drawn);
    const { order, weights } = drawn;
    return takeImages(
      masks,
      order.map((other, image) => (weights[image]! < 0.5 ? other : image)),
    );
  }

  /** Those of both images. */
  protected override transformBoxBatch(boxes: BoxBatch, { order }: MixUpDraw): BoxBatch {
    const { count } = boxes;
    const joined = new Float32Array(2 * boxes.boxes.length);
    const size = 2 * boxes.labels.length;
    const both =
      boxes.labels instanceof Float32Array ? new Float32Array(size) : new Int32Array(size);
    order.forEach((other, image) => {
      [image, other].forEach((from, place) => {
        const to = 2 * image + place;
        joined.set(boxes.boxes.subarray(4 * from * count, 4 * (from + 1) * count), 4 * to * count);
        both.set(boxes.labels.subarray(from * count, (from + 1) * count), to * count);
      });
    });
    return { ...boxes, boxes: joined, labels: both, count: 2 * count };
  }

  protected override transformLabels(labels: DenseArray, drawn: MixUpDraw): DenseArray {
    return mixLabels(this.getClassName(), labels, drawn);
  }

  protected override facts(): Record<string, unknown> {
    return { alpha: this.alpha };
  }

  override getConfig(): ReturnType<RandomImageLayer<MixUpDraw>["getConfig"]> {
    return { ...super.getConfig(), alpha: this.alpha };
  }
}

registerLayer(MixUp);
