import type { Shape } from "@tensorflow/tfjs";
import { clipTo } from "../../ops/clip.js";
import { blendGrayscale } from "../../ops/grayscale.js";
import type { ImageBatch } from "../../ops/projective-transform.js";
import { randomUniform } from "../../random/philox.js";
import { registerLayer } from "../base/register-layer.js";
import { requireDrawCount } from "./drawn-for.js";
import { type FactorRange, readFactor } from "./factor-range.js";
import type { ImageSize } from "./image-layout.js";
import { RandomImageLayer, type RandomImageLayerOptions } from "./random-image-layer.js";
import { requireRgb } from "./require-rgb.js";
import { readValueRange, type ValueRange, type ValueRangeOptions } from "./value-range.js";

/** Options of `RandomColorDegeneration`, Keras's under camelCase names. */
export interface RandomColorDegenerationOptions extends RandomImageLayerOptions, ValueRangeOptions {
  /**
   * How much colour to take, within [-1, 1]: 1 makes images gray, 0 leaves them, below 0 their colours grow.
   * f draws from [-f, f], a pair from between the two.
   */
  readonly factor: number | readonly [number, number];
}

/** What `RandomColorDegeneration` drew: how gray each image becomes. */
export interface DegenerationDraw {
  readonly factors: Float32Array;
}

/**
 * Takes colour from each RGB image, by an amount of its own,
 * drawn anew at each call: called directly
 * and in training. In `predict` and `evaluate`, or with `{ training: false }`, images stay as they are.
 *
 * Takes one image [height, width, channels] or a batch of them, of any numeric type, and gives float32 of
 * the same shape. Masks and labels in a dictionary stay as they are.
 *
 * @example
 * import { layers } from "preplab";
 * const half = layers.randomColorDegeneration({ factor: [0.5, 0.5] });
 * half([[[200, 0, 0]]]).round().reshape([3]).print();
 * // Tensor
 * //     [130, 30, 30]
 */
export class RandomColorDegeneration extends RandomImageLayer<DegenerationDraw> {
  static className = "RandomColorDegeneration";

  readonly factor: FactorRange;
  readonly valueRange: ValueRange;

  constructor(options: RandomColorDegenerationOptions) {
    super(options ?? {});
    const owner = this.getClassName();
    this.factor = readFactor(owner, "factor", options?.factor, [-1, 1]);
    this.valueRange = readValueRange(owner, options?.valueRange);
  }

  protected override draw({ batch }: ImageSize): DegenerationDraw {
    return { factors: randomUniform(this.nextSeed(), batch, this.factor[0], this.factor[1]) };
  }

  protected override transformImages(
    images: ImageBatch,
    { factors }: DegenerationDraw,
  ): ImageBatch {
    requireRgb(this.getClassName(), images);
    requireDrawCount(this.getClassName(), factors.length, images);
    return clipTo(blendGrayscale(images, factors), this.valueRange);
  }

  override computeOutputShape(inputShape: Shape): Shape {
    const channels = inputShape.at(this.dataFormat === "channels_last" ? -1 : -3);
    if (channels == null || channels === 1 || channels === 3) return inputShape;
    throw new Error(
      `${this.getClassName()}: expected images of 3 channels or of 1. ` +
        `Received: ${channels} channels`,
    );
  }

  protected override facts(): Record<string, unknown> {
    return { factor: this.factor, valueRange: this.valueRange };
  }

  override getConfig(): ReturnType<RandomImageLayer<DegenerationDraw>["getConfig"]> {
    return { ...super.getConfig(), factor: [...this.factor], valueRange: [...this.valueRange] };
  }
}

registerLayer(RandomColorDegeneration);
