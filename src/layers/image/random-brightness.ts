import type { Tensor4D } from "@tensorflow/tfjs";
import { adjustBrightness } from "../../ops/adjust-brightness.js";
import type { ImageBatch } from "../../ops/projective-transform.js";
import { randomUniform } from "../../random/philox.js";
import { tf } from "../../tensorflow.js";
import { registerLayer } from "../base/register-layer.js";
import { requireDrawCount } from "./drawn-for.js";
import { type FactorRange, readFactor } from "./factor-range.js";
import type { TensorTransform } from "./image-batch-tensor.js";
import type { ImageSize } from "./image-layout.js";
import { RandomImageLayer, type RandomImageLayerOptions } from "./random-image-layer.js";
import { readValueRange, type ValueRange, type ValueRangeOptions } from "./value-range.js";

/** Options of `RandomBrightness`, Keras's under camelCase names. */
export interface RandomBrightnessOptions extends RandomImageLayerOptions, ValueRangeOptions {
  /** Part of the value range to add, within [-1, 1]: f draws from [-f, f], a pair from between the two. */
  readonly factor: number | readonly [number, number];
}

/** What `RandomBrightness` drew: the amount that is added to each image. */
export interface BrightnessDraw {
  readonly amounts: Float32Array;
}

/**
 * Brightens or darkens each image by an amount of its own, clipped to the value range,
 * drawn anew at each call: called directly
 * and in training. In `predict` and `evaluate`, or with `{ training: false }`, images stay as they are.
 *
 * Takes one image [height, width, channels] or a batch of them, of any numeric type, and gives float32 of
 * the same shape. Masks and labels in a dictionary stay as they are.
 *
 * @example
 * import { layers } from "preplab";
 * const brighter = layers.randomBrightness({ factor: [0.5, 0.5], valueRange: [0, 1] });
 * brighter([[[0.25], [0.75]]]).reshape([2]).print();
 * // Tensor
 * //     [0.75, 1]
 */
export class RandomBrightness extends RandomImageLayer<BrightnessDraw> {
  static className = "RandomBrightness";

  readonly factor: FactorRange;
  readonly valueRange: ValueRange;

  constructor(options: RandomBrightnessOptions) {
    super(options ?? {});
    const owner = this.getClassName();
    this.factor = readFactor(owner, "factor", options?.factor, [-1, 1]);
    this.valueRange = readValueRange(owner, options?.valueRange);
  }

  protected override draw({ batch }: ImageSize): BrightnessDraw {
    const span = this.valueRange[1] - this.valueRange[0];
    const parts = randomUniform(this.nextSeed(), batch, this.factor[0], this.factor[1]);
    return { amounts: parts.map((part) => part * Math.fround(span)) };
  }

  protected override transformImages(images: ImageBatch, { amounts }: BrightnessDraw): ImageBatch {
    requireDrawCount(this.getClassName(), amounts.length, images);
    return adjustBrightness(images, amounts, this.valueRange);
  }

  protected override onBackend(): TensorTransform<BrightnessDraw> {
    const [low, high] = this.valueRange;
    return {
      transform(images, { amounts }) {
        const added = images.add<Tensor4D>(tf.tensor4d(amounts, [amounts.length, 1, 1, 1]));
        return tf.clipByValue(added, low, high);
      },
    };
  }

  protected override facts(): Record<string, unknown> {
    return { factor: this.factor, valueRange: this.valueRange };
  }

  override getConfig(): ReturnType<RandomImageLayer<BrightnessDraw>["getConfig"]> {
    return { ...super.getConfig(), factor: [...this.factor], valueRange: [...this.valueRange] };
  }
}

registerLayer(RandomBrightness);
