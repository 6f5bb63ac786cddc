import { mapImages } from "../../ops/map-images.js";
import type { ImageBatch } from "../../ops/projective-transform.js";
import { randomUniform } from "../../random/philox.js";
import { registerLayer } from "../base/register-layer.js";
import { requireDrawCount } from "./drawn-for.js";
import { type FactorRange, readFactor } from "./factor-range.js";
import type { ImageSize } from "./image-layout.js";
import { RandomImageLayer, type RandomImageLayerOptions } from "./random-image-layer.js";
import { readValueRange, type ValueRange, type ValueRangeOptions } from "./value-range.js";

/** Options of `RandomInvert`, Keras's under camelCase names. */
export interface RandomInvertOptions extends RandomImageLayerOptions, ValueRangeOptions {
  /**
   * The chance of an image to be inverted, itself drawn from [0, f] (default f: 1) or from between a pair,
   * within [0, 1].
   */
  readonly factor?: number | readonly [number, number] | undefined;
}

/** What `RandomInvert` drew: which images are inverted. */
export interface InvertDraw {
  readonly isInverted: readonly boolean[];
}

/**
 * Inverts some images, each value becomes the range's highest less itself; which ones is
 * drawn anew at each call: called directly
 * and in training. In `predict` and `evaluate`, or with `{ training: false }`, images stay as they are.
 *
 * Takes one image [height, width, channels] or a batch of them, of any numeric type, and gives float32 of
 * the same shape. Masks and labels in a dictionary stay as they are.
 *
 * @example
 * import { layers } from "preplab";
 * const negative = layers.randomInvert({ factor: [1, 1] });
 * negative([[[0], [55]]]).reshape([2]).print();
 * // Tensor
 * //     [255, 200]
 */
export class RandomInvert extends RandomImageLayer<InvertDraw> {
  static className = "RandomInvert";

  readonly factor: FactorRange;
  readonly valueRange: ValueRange;

  constructor(options: RandomInvertOptions = {}) {
    super(options);
    const owner = this.getClassName();
    this.factor = readFactor(owner, "factor", options.factor ?? 1, [0, 1]);
    this.valueRange = readValueRange(owner, options.valueRange);
  }

  protected override draw({ batch }: ImageSize): InvertDraw {
    const [low, high] = this.factor;
    const limits = randomUniform(this.nextSeed(), batch, low, high);
    const chances = randomUniform(this.nextSeed(), batch, 0, 1);
    return { isInverted: Array.from(chances, (chance, i) => chance < limits[i]!) };
  }

  protected override transformImages(images: ImageBatch, { isInverted }: InvertDraw): ImageBatch {
    requireDrawCount(this.getClassName(), isInverted.length, images);
    const white = Math.fround(this.valueRange[1]);
    return mapImages(images, (input, output, image) => {
      if (isInverted[isInverted.length === 1 ? 0 : image] !== true) output.set(input);
      else for (let i = 0; i < input.length; i++) output[i] = white - input[i]!;
    });
  }

  protected override facts(): Record<string, unknown> {
    return { factor: this.factor, valueRange: this.valueRange };
  }

  override getConfig(): ReturnType<RandomImageLayer<InvertDraw>["getConfig"]> {
    return { ...super.getConfig(), factor: [...this.factor], valueRange: [...this.valueRange] };
  }
}

registerLayer(RandomInvert);
