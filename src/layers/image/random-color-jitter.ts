import type { Shape } from "@tensorflow/tfjs";
import { adjustBrightness } from "../../ops/adjust-brightness.js";
import { adjustContrast } from "../../ops/adjust-contrast.js";
import { adjustHue } from "../../ops/adjust-hue.js";
import { adjustSaturation } from "../../ops/adjust-saturation.js";
import type { ImageBatch } from "../../ops/projective-transform.js";
import { randomUniform, type SeedPair } from "../../random/philox.js";
import { registerLayer } from "../base/register-layer.js";
import { drawHueTurns, drawSaturationFactors } from "./color-draws.js";
import { readContrastFactor } from "./contrast-factor.js";
import { requireDrawCount } from "./drawn-for.js";
import { type FactorRange, readFactor } from "./factor-range.js";
import type { ImageSize } from "./image-layout.js";
import { RandomImageLayer, type RandomImageLayerOptions } from "./random-image-layer.js";
import { requireColor, requireColorShape } from "./require-color.js";
import { readValueRange, type ValueRange, type ValueRangeOptions } from "./value-range.js";

/** One factor of a colour jitter; null or nothing leaves out what it stands for. */
type JitterFactor = number | readonly [number, number] | null | undefined;

/** Options of `RandomColorJitter`, Keras's under camelCase names. */
export interface RandomColorJitterOptions extends RandomImageLayerOptions, ValueRangeOptions {
  /** As the factor of `RandomBrightness`. */
  readonly brightnessFactor?: JitterFactor;
  /** As the factor of `RandomContrast`. */
  readonly contrastFactor?: JitterFactor;
  /** As the factor of `RandomSaturation`; for images of 3 channels. */
  readonly saturationFactor?: JitterFactor;
  /** As the factor of `RandomHue`; for images of 3 channels. */
  readonly hueFactor?: JitterFactor;
}

/** What `RandomColorJitter` drew for each image, for each step that it takes. */
export interface JitterDraw {
  /** What is added for brightness. */
  readonly amounts?: Float32Array;
  readonly contrasts?: Float32Array;
  readonly saturations?: Float32Array;
  /** How far hues turn, in whole turns of the colour circle. */
  readonly turns?: Float32Array;
}

/**
 * Changes brightness, contrast, saturation and hue of each image, in this order, each by an amount of its own,
 * drawn anew at each call: called directly
 * and in training. In `predict` and `evaluate`, or with `{ training: false }`, images stay as they are.
 *
 * Takes one image [height, width, channels] or a batch of them, of any numeric type, and gives float32 of
 * the same shape. Masks and labels in a dictionary stay as they are.
 *
 * @example
 * import { layers } from "preplab";
 * const jitter = layers.randomColorJitter({ brightnessFactor: [0.2, 0.2], hueFactor: [1, 1] });
 * jitter([[[204, 0, 0]]]).round().reshape([3]).print();
 * // Tensor
 * //     [51, 255, 255]
 */
export class RandomColorJitter extends RandomImageLayer<JitterDraw> {
  static className = "RandomColorJitter";

  readonly brightnessFactor: FactorRange | null;
  readonly contrastFactor: FactorRange | null;
  readonly saturationFactor: FactorRange | null;
  readonly hueFactor: FactorRange | null;
  readonly valueRange: ValueRange;

  constructor(options: RandomColorJitterOptions = {}) {
    super(options);
    const owner = this.getClassName();
    const { brightnessFactor, contrastFactor, saturationFactor, hueFactor } = options;
    const read = (option: string, factor: unknown, bounds: FactorRange): FactorRange | null =>
      factor == null ? null : readFactor(owner, option, factor, bounds);
    this.brightnessFactor = read("brightnessFactor", brightnessFactor, [-1, 1]);
    this.contrastFactor =
      contrastFactor == null
        ? null
        : readContrastFactor(owner, "contrastFactor", contrastFactor, "keras3");
    this.saturationFactor = read("saturationFactor", saturationFactor, [-1, 1]);
    this.hueFactor = read("hueFactor", hueFactor, [0, 1]);
    this.valueRange = readValueRange(owner, options.valueRange);
  }

  protected override draw({ batch }: ImageSize): JitterDraw {
    const { brightnessFactor, contrastFactor, saturationFactor, hueFactor } = this;
    const nextSeed = (): SeedPair => this.nextSeed();
    return {
      ...(brightnessFactor && { amounts: this.#drawAmounts(batch, brightnessFactor) }),
      ...(contrastFactor && {
        contrasts: randomUniform(nextSeed(), batch, 1 - contrastFactor[0], 1 + contrastFactor[1]),
      }),
      ...(saturationFactor && {
        saturations: drawSaturationFactors(nextSeed(), batch, saturationFactor),
      }),
      ...(hueFactor && { turns: drawHueTurns(nextSeed, batch, hueFactor) }),
    };
  }

  protected override transformImages(images: ImageBatch, drawn: JitterDraw): ImageBatch {
    const owner = this.getClassName();
    const { amounts, contrasts, saturations, turns } = drawn;
    for (const numbers of [amounts, contrasts, saturations, turns]) {
      if (numbers !== undefined) requireDrawCount(owner, numbers.length, images);
    }
    if (saturations !== undefined || turns !== undefined) requireColor(owner, images);
    let output = images;
    if (amounts !== undefined) output = adjustBrightness(output, amounts, this.valueRange);
    if (contrasts !== undefined) output = adjustContrast(output, contrasts, this.valueRange);
    if (saturations !== undefined) output = adjustSaturation(output, saturations, this.valueRange);
    if (turns !== undefined) output = adjustHue(output, turns, this.valueRange);
    return output === images ? { ...images, values: images.values.slice() } : output;
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return this.saturationFactor === null && this.hueFactor === null
      ? inputShape
      : requireColorShape(this.getClassName(), inputShape, this.dataFormat);
  }

  protected override facts(): Record<string, unknown> {
    return this.#factors();
  }

  override getConfig(): ReturnType<RandomImageLayer<JitterDraw>["getConfig"]> {
    return { ...super.getConfig(), ...this.#factors(), valueRange: [...this.valueRange] };
  }

  #drawAmounts(batch: number, [low, high]: FactorRange): Float32Array {
    const span = Math.fround(this.valueRange[1] - this.valueRange[0]);
    return randomUniform(this.nextSeed(), batch, low, high).map((part) => part * span);
  }

  #factors(): Record<string, number[] | null> {
    const list = (factor: FactorRange | null): number[] | null => factor && [...factor];
    return {
      brightnessFactor: list(this.brightnessFactor),
      contrastFactor: list(this.contrastFactor),
      saturationFactor: list(this.saturationFactor),
      hueFactor: list(this.hueFactor),
    };
  }
}

registerLayer(RandomColorJitter);
