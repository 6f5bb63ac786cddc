import { posterize } from "../../ops/posterize.js";
import type { ImageBatch } from "../../ops/projective-transform.js";
import { randomIntegers } from "../../random/random-integers.js";
import { received } from "../../received.js";
import { registerLayer } from "../base/register-layer.js";
import { requireDrawCount } from "./drawn-for.js";
import type { FactorRange } from "./factor-range.js";
import type { ImageSize } from "./image-layout.js";
import { RandomImageLayer, type RandomImageLayerOptions } from "./random-image-layer.js";
import { readValueRange, type ValueRange, type ValueRangeOptions } from "./value-range.js";

/** Options of `RandomPosterization`, Keras's under camelCase names. */
export interface RandomPosterizationOptions extends RandomImageLayerOptions, ValueRangeOptions {
  /**
   * How many bits to keep of each value, whole numbers within [1, 8]: a pair [a, b] draws from a to b - 1,
   * or takes a when both are one; a number b draws from 1 to b - 1.
   */
  readonly factor: number | readonly [number, number];
}

/** What `RandomPosterization` drew: how many bits of each image are kept. */
export interface PosterizationDraw {
  readonly bits: Int32Array;
}

/**
 * Keeps only the highest bits of each image's values, so that few colours are left; how many is
 * drawn anew at each call: called directly
 * and in training. In `predict` and `evaluate`, or with `{ training: false }`, images stay as they are.
 *
 * Takes one image [height, width, channels] or a batch of them, of any numeric type, and gives float32 of
 * the same shape. Masks and labels in a dictionary stay as they are.
 *
 * @example
 * import { layers } from "preplab";
 * const two = layers.randomPosterization({ factor: [1, 1] });
 * two([[[1], [100], [200]]]).reshape([3]).print();
 * // Tensor
 * //     [0, 0, 128]
 */
export class RandomPosterization extends RandomImageLayer<PosterizationDraw> {
  static className = "RandomPosterization";

  readonly factor: FactorRange;
  readonly valueRange: ValueRange;

  constructor(options: RandomPosterizationOptions) {
    super(options ?? {});
    this.factor = readBits(this.getClassName(), options?.factor);
    this.valueRange = readValueRange(this.getClassName(), options?.valueRange);
  }

  protected override draw({ batch }: ImageSize): PosterizationDraw {
    const [low, high] = this.factor;
    // Keras takes no step in its random stream then
    if (low === high) return { bits: new Int32Array(batch).fill(low) };
    return { bits: randomIntegers(this.nextSeed(), batch, low, high, 64) };
  }

  protected override transformImages(images: ImageBatch, { bits }: PosterizationDraw): ImageBatch {
    requireDrawCount(this.getClassName(), bits.length, images);
    return posterize(images, bits, this.valueRange);
  }

  protected override facts(): Record<string, unknown> {
    return { factor: this.factor, valueRange: this.valueRange };
  }

  override getConfig(): ReturnType<RandomImageLayer<PosterizationDraw>["getConfig"]> {
    return { ...super.getConfig(), factor: [...this.factor], valueRange: [...this.valueRange] };
  }
}

function readBits(owner: string, factor: unknown): FactorRange {
  const [first, second, ...rest] = Array.isArray(factor) ? (factor as unknown[]) : [1, factor];
  const fits = (bits: unknown): bits is number =>
    Number.isInteger(bits) && Number(bits) >= 1 && Number(bits) <= 8;
  if (fits(first) && fits(second) && rest.length === 0) {
    return first <= second ? [first, second] : [second, first];
  }
  throw new Error(
    `${owner}: factor must be a whole number in [1, 8] or a pair of them. ` +
      `Received: ${received(factor)}`,
  );
}

registerLayer(RandomPosterization);
