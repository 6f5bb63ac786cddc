import type { Tensor4D } from "@tensorflow/tfjs";
import { adjustContrast } from "../../ops/adjust-contrast.js";
import type { ImageBatch } from "../../ops/projective-transform.js";
import { randomUniform } from "../../random/philox.js";
import { tf } from "../../tensorflow.js";
import { type Compat, readCompat } from "../base/compat.js";
import { registerLayer } from "../base/register-layer.js";
import { readContrastFactor } from "./contrast-factor.js";
import { requireDrawCount } from "./drawn-for.js";
import type { FactorRange } from "./factor-range.js";
import type { TensorTransform } from "./image-batch-tensor.js";
import type { ImageSize } from "./image-layout.js";
import { RandomImageLayer, type RandomImageLayerOptions } from "./random-image-layer.js";
import { readValueRange, type ValueRange, type ValueRangeOptions } from "./value-range.js";

/** Options of `RandomContrast`, Keras's under camelCase names. */
export interface RandomContrastOptions extends RandomImageLayerOptions, ValueRangeOptions {
  /**
   * How far contrast may fall and rise: a pair [a, b] draws from [1 - a, 1 + b], a within [0, 1], b at least
   * 0. A number f within [0, 1] draws from [1, 1 + f] as Keras 3 does, or from [1 - f, 1 + f] as tf_keras.
   */
  readonly factor: number | readonly [number, number];
  /**
   * `keras3` (default) draws for each image and clips to `valueRange`; `tf_keras` draws once for the batch,
   * reads a number as [f, f] and clips to 0..255.
   */
  readonly compat?: Compat | "tfKeras" | undefined;
}

/** What `RandomContrast` drew: one factor for all images or one for each. */
export interface ContrastDraw {
  readonly factors: Float32Array;
}

/**
 * Raises or lowers the contrast of each image about the mean of each channel, by a factor of its own,
 * drawn anew at each call: called directly
 * and in training. In `predict` and `evaluate`, or with `{ training: false }`, images stay as they are.
 *
 * Takes one image [height, width, channels] or a batch of them, of any numeric type, and gives float32 of
 * the same shape. Masks and labels in a dictionary stay as they are.
 *
 * @example
 * import { layers } from "preplab";
 * const twice = layers.randomContrast({ factor: [0, 1], seed: 1 });
 * const { factors } = twice.sample([1, 2, 1]);
 * console.log(factors[0] >= 1 && factors[0] < 2); // true
 * twice.transform([[[10], [20]]], { factors: [2] }).reshape([2]).print();
 * // Tensor
 * //     [5, 25]
 */
export class RandomContrast extends RandomImageLayer<ContrastDraw> {
  static className = "RandomContrast";

  readonly factor: FactorRange;
  readonly valueRange: ValueRange;
  readonly compat: Compat;

  constructor(options: RandomContrastOptions) {
    super(options ?? {});
    const owner = this.getClassName();
    this.compat = readCompat(owner, options?.compat);
    this.valueRange = readValueRange(owner, options?.valueRange);
    this.factor = readContrastFactor(owner, "factor", options?.factor, this.compat);
  }

  protected override draw({ batch }: ImageSize): ContrastDraw {
    const [low, high] = this.factor;
    const count = this.compat === "keras3" ? batch : 1;
    return { factors: randomUniform(this.nextSeed(), count, 1 - low, 1 + high) };
  }

  protected override transformImages(images: ImageBatch, { factors }: ContrastDraw): ImageBatch {
    requireDrawCount(this.getClassName(), factors.length, images);
    return adjustContrast(images, factors, this.#clipRange());
  }

  protected override onBackend(): TensorTransform<ContrastDraw> {
    const [low, high] = this.#clipRange();
    return {
      transform(images, { factors }) {
        const means = tf.mean<Tensor4D>(images, [1, 2], true);
        const stretched = images.sub(means).mul(tf.tensor4d(factors, [factors.length, 1, 1, 1]));
        return tf.clipByValue(stretched.add<Tensor4D>(means), low, high);
      },
    };
  }

  #clipRange(): ValueRange {
    return this.compat === "keras3" ? this.valueRange : [0, 255];
  }

  protected override facts(): Record<string, unknown> {
    return { factor: this.factor, valueRange: this.valueRange };
  }

  override getConfig(): ReturnType<RandomImageLayer<ContrastDraw>["getConfig"]> {
    return {
      ...super.getConfig(),
      factor: [...this.factor],
      valueRange: [...this.valueRange],
      compat: this.compat,
    };
  }
}

registerLayer(RandomContrast);
