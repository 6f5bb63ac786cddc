import type { DenseArray } from "../../ops/dense-array.js";
import type { ImageBatch } from "../../ops/projective-transform.js";
import { type Rectangles, replaceBoxes } from "../../ops/replace-boxes.js";
import { takeImages } from "../../ops/take-images.js";
import { randomUniform, type SeedPair } from "../../random/philox.js";
import { randomBeta } from "../../random/random-beta.js";
import { randomPermutation } from "../../random/random-permutation.js";
import { registerLayer } from "../base/register-layer.js";
import { drawRectangles } from "./draw-rectangles.js";
import { requireDrawnFor } from "./drawn-for.js";
import { type FactorRange, readFactor } from "./factor-range.js";
import type { ImageSize } from "./image-layout.js";
import { mixLabels } from "./mix-labels.js";
import { RandomImageLayer, type RandomImageLayerOptions } from "./random-image-layer.js";

const { fround, sqrt } = Math;

/** Options of `CutMix`, Keras's under camelCase names. */
export interface CutMixOptions extends RandomImageLayerOptions {
  /**
   * Both parameters of the beta distribution of sizes: drawn from [0, f] (default f: 1) or from between a
   * pair, within [0, 1].
   */
  readonly factor?: number | readonly [number, number] | undefined;
}

/** What `CutMix` drew for images of one size. */
export interface CutMixDraw extends ImageSize {
  /** Which image each one's patch comes from. */
  readonly order: Int32Array;
  /** In pixels. */
  readonly rectangles: Rectangles;
  /** The part of each image that stays, within [0, 1]. */
  readonly weights: Float32Array;
}

/**
 * Pastes a rectangle of another image of the batch into each image and mixes the labels by its area (Yun et
 * al. 2019): called directly and in training. In `predict` and `evaluate`, or with `{ training: false }`,
 * images stay as they are.
 *
 * Takes a batch of images [batch, height, width, channels], best in a dictionary `{ images, labels }` with
 * one-hot labels [batch, classes], and gives float32 of the same shapes. Masks are pasted with the images
 * and keep their type. One image alone stays as it is.
 *
 * @example
 * import { layers } from "preplab";
 * const mix = layers.cutMix({ factor: [1, 1], seed: 0 });
 * const images = [[[[0], [0]], [[0], [0]]], [[[9], [9]], [[9], [9]]]];
 * mix({ images, labels: [[1, 0], [0, 1]] }).images.reshape([2, 4]).print();
 * // Tensor
 * //     [[0, 0, 0, 9],
 * //      [9, 9, 9, 0]]
 */
export class CutMix extends RandomImageLayer<CutMixDraw> {
  static className = "CutMix";

  readonly factor: FactorRange;

  constructor(options: CutMixOptions = {}) {
    super(options);
    this.factor = readFactor(this.getClassName(), "factor", options.factor ?? 1, [0, 1]);
  }

  protected override draw(size: ImageSize): CutMixDraw {
    const { batch, height, width } = size;
    const nextSeed = (): SeedPair => this.nextSeed();
    const [drawn] = randomUniform(nextSeed(), 1, this.factor[0], this.factor[1]);
    const alpha = fround(drawn! + fround(1e-6));
    const kept = randomBeta(nextSeed(), batch, alpha, alpha);
    const parts = kept.map((weight) => sqrt(fround(1 - weight)));
    const rectangles = drawRectangles(nextSeed, size, { widths: parts, heights: parts });
    const order = randomPermutation(nextSeed(), batch);
    const weights = kept.map((_, i) => {
      const across = fround(rectangles.right[i]! - rectangles.left[i]!);
      const down = fround(rectangles.bottom[i]! - rectangles.top[i]!);
      return 1 - fround(fround(across * down) / (width * height));
    });
    return { order, rectangles, weights, batch, height, width };
  }

  protected override transformImages(images: ImageBatch, drawn: CutMixDraw): ImageBatch {
    requireDrawnFor(this.getClassName(), { ...drawn, batch: drawn.order.length }, images);
    return replaceBoxes(images, drawn.rectangles, takeImages(images, drawn.order));
  }

  protected override transformMaskBatch(masks: ImageBatch, drawn: CutMixDraw): ImageBatch {
    return this.transformImages(masks, drawn);
  }

  protected override transformLabels(labels: DenseArray, drawn: CutMixDraw): DenseArray {
    return mixLabels(this.getClassName(), labels, drawn);
  }

  protected override transformBoxBatch(): never {
    throw new Error(
      `${this.getClassName()}: bounding boxes cannot follow a pasted part of another image. Leave them out of the ` +
        "input. Received: bounding boxes",
    );
  }

  protected override facts(): Record<string, unknown> {
    return { factor: this.factor };
  }

  override getConfig(): ReturnType<RandomImageLayer<CutMixDraw>["getConfig"]> {
    return { ...super.getConfig(), factor: [...this.factor] };
  }
}

registerLayer(CutMix);
