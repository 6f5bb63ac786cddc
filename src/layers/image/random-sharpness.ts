import type { ImageBatch } from "../../ops/projective-transform.js";
import { sharpen } from "../../ops/sharpen.js";
import { randomUniform } from "../../random/philox.js";
import { registerLayer } from "../base/register-layer.js";
import { requireDrawCount } from "./drawn-for.js";
import { type FactorRange, readFactor } from "./factor-range.js";
import type { ImageSize } from "./image-layout.js";
import { RandomImageLayer, type RandomImageLayerOptions } from "./random-image-layer.js";
import { readValueRange, type ValueRange, type ValueRangeOptions } from "./value-range.js";

/** Options of `RandomSharpness`, Keras's under camelCase names. */
export interface RandomSharpnessOptions extends RandomImageLayerOptions, ValueRangeOptions {
  /**
   * How sharp images become, within [0, 1]: 0.5 leaves them, 0 smooths, 1 sharpens. f draws from [0, f], a
   * pair from between the two.
   */
  readonly factor: number | readonly [number, number];
}

/** What `RandomSharpness` drew: how sharp each image becomes: 0 smooths, 1 leaves it, 2 sharpens. */
export interface SharpnessDraw {
  readonly factors: Float32Array;
}

/**
 * Sharpens or smooths each image by an amount of its own, clipped to the value range,
 * drawn anew at each call: called directly
 * and in training. In `predict` and `evaluate`, or with `{ training: false }`, images stay as they are.
 *
 * Takes one image [height, width, channels] or a batch of them, of any numeric type, and gives float32 of
 * the same shape. Masks and labels in a dictionary stay as they are.
 *
 * @example
 * import { layers } from "preplab";
 * const sharp = layers.randomSharpness({ factor: [1, 1] });
 * sharp([[[0], [130], [100]]]).round().reshape([3]).print();
 * // Tensor
 * //     [0, 202, 152]
 */
export class RandomSharpness extends RandomImageLayer<SharpnessDraw> {
  static className = "RandomSharpness";

  readonly factor: FactorRange;
  readonly valueRange: ValueRange;

  constructor(options: RandomSharpnessOptions) {
    super(options ?? {});
    const owner = this.getClassName();
    this.factor = readFactor(owner, "factor", options?.factor, [0, 1]);
    this.valueRange = readValueRange(owner, options?.valueRange);
  }

  protected override draw({ batch }: ImageSize): SharpnessDraw {
    const [low, high] = this.factor;
    const parts = randomUniform(this.nextSeed(), batch, low, high);
    return { factors: parts.map((part) => 2 * part) };
  }

  protected override transformImages(images: ImageBatch, { factors }: SharpnessDraw): ImageBatch {
    requireDrawCount(this.getClassName(), factors.length, images);
    return sharpen(images, factors, this.valueRange);
  }

  protected override facts(): Record<string, unknown> {
    return { factor: this.factor, valueRange: this.valueRange };
  }

  override getConfig(): ReturnType<RandomImageLayer<SharpnessDraw>["getConfig"]> {
    return { ...super.getConfig(), factor: [...this.factor], valueRange: [...this.valueRange] };
  }
}

registerLayer(RandomSharpness);
