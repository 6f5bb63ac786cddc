import { clipTo } from "../../ops/clip.js";
import { depthwiseFilter } from "../../ops/depthwise-filter.js";
import { gaussianKernel } from "../../ops/gaussian-kernel.js";
import { mapImages, ownOrOnly } from "../../ops/map-images.js";
import type { ImageBatch } from "../../ops/projective-transform.js";
import { randomUniform } from "../../random/philox.js";
import { received } from "../../received.js";
import { registerLayer } from "../base/register-layer.js";
import { requireDrawCount } from "./drawn-for.js";
import { type FactorRange, readFactor } from "./factor-range.js";
import type { ImageSize } from "./image-layout.js";
import { RandomImageLayer, type RandomImageLayerOptions } from "./random-image-layer.js";
import { readValueRange, type ValueRange, type ValueRangeOptions } from "./value-range.js";

/** Options of `RandomGaussianBlur`, Keras's under camelCase names. */
export interface RandomGaussianBlurOptions extends RandomImageLayerOptions, ValueRangeOptions {
  /**
   * The chance of an image to be blurred, itself drawn from [0, f] (default f: 1) or from between a pair,
   * within [0, 1].
   */
  readonly factor?: number | readonly [number, number] | undefined;
  /** Size of the blur in pixels, an odd whole number or a pair of them. Defaults to 3. */
  readonly kernelSize?: number | readonly [number, number] | undefined;
  /**
   * How far the blur spreads in pixels: s within [0, 1] draws from [0, s] (default s: 1), a pair, which may
   * go beyond 1, from between the two.
   */
  readonly sigma?: number | readonly [number, number] | undefined;
}

/** What `RandomGaussianBlur` drew: which images are blurred, and how far along x and y. */
export interface BlurDraw {
  readonly isBlurred: readonly boolean[];
  /** Standard deviations for x and y, in pixels. */
  readonly sigmas: Float32Array;
}

/**
 * Blurs some images, clipped to the value range; which ones and how much is
 * drawn anew at each call: called directly
 * and in training. In `predict` and `evaluate`, or with `{ training: false }`, images stay as they are.
 *
 * Takes one image [height, width, channels] or a batch of them, of any numeric type, and gives float32 of
 * the same shape. Beyond its edges an image counts as 0. Masks and labels in a dictionary stay as they are.
 *
 * @example
 * import { layers } from "preplab";
 * const blur = layers.randomGaussianBlur({ factor: [1, 1], sigma: [1, 1] });
 * blur([[[0]], [[100]], [[0]]]).round().reshape([3]).print();
 * // Tensor
 * //     [12, 20, 12]
 */
export class RandomGaussianBlur extends RandomImageLayer<BlurDraw> {
  static className = "RandomGaussianBlur";

  readonly factor: FactorRange;
  readonly kernelSize: readonly [number, number];
  readonly sigma: FactorRange;
  readonly valueRange: ValueRange;

  constructor(options: RandomGaussianBlurOptions = {}) {
    super(options);
    const owner = this.getClassName();
    this.factor = readFactor(owner, "factor", options.factor ?? 1, [0, 1]);
    this.kernelSize = readKernelSize(owner, options.kernelSize ?? 3);
    const { sigma = 1 } = options;
    // Keras bounds the number only
    const widest = Array.isArray(sigma) ? Number.POSITIVE_INFINITY : 1;
    this.sigma = readFactor(owner, "sigma", sigma, [0, widest]);
    this.valueRange = readValueRange(owner, options.valueRange);
  }

  protected override draw({ batch }: ImageSize): BlurDraw {
    const limits = randomUniform(this.nextSeed(), batch, this.factor[0], this.factor[1]);
    const chances = randomUniform(this.nextSeed(), batch, 0, 1);
    const sigmas = randomUniform(this.nextSeed(), 2, this.sigma[0], this.sigma[1]);
    return {
      isBlurred: Array.from(chances, (chance, i) => chance < limits[i]!),
      // never 0, which the blur is divided by
      sigmas: sigmas.map((sigma) => sigma + Math.fround(1e-6)),
    };
  }

  protected override transformImages(
    images: ImageBatch,
    { isBlurred, sigmas }: BlurDraw,
  ): ImageBatch {
    requireDrawCount(this.getClassName(), isBlurred.length, images);
    const blurred = depthwiseFilter(images, gaussianKernel(this.kernelSize, sigmas)).values;
    const flags = isBlurred.map(Number);
    const chosen = mapImages(images, (input, output, image) => {
      const start = image * input.length;
      const isChosen = ownOrOnly(flags, image) === 1;
      output.set(isChosen ? blurred.subarray(start, start + input.length) : input);
    });
    return clipTo(chosen, this.valueRange);
  }

  protected override facts(): Record<string, unknown> {
    return {
      factor: this.factor,
      kernelSize: this.kernelSize,
      sigma: this.sigma,
      valueRange: this.valueRange,
    };
  }

  override getConfig(): ReturnType<RandomImageLayer<BlurDraw>["getConfig"]> {
    return {
      ...super.getConfig(),
      factor: [...this.factor],
      kernelSize: [...this.kernelSize],
      sigma: [...this.sigma],
      valueRange: [...this.valueRange],
    };
  }
}

function readKernelSize(owner: string, size: unknown): readonly [number, number] {
  const [x, y, ...rest] = Array.isArray(size) ? (size as unknown[]) : [size, size];
  const isOdd = (value: unknown): value is number =>
    Number.isInteger(value) && Number(value) > 0 && Number(value) % 2 === 1;
  if (isOdd(x) && isOdd(y) && rest.length === 0) return [x, y];
  throw new Error(
    `${owner}: kernelSize must be an odd whole number or a pair of them. ` +
      `Received: ${received(size)}`,
  );
}

registerLayer(RandomGaussianBlur);
