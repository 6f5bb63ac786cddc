import type { Shape } from "@tensorflow/tfjs";
import { adjustSaturation } from "../../ops/adjust-saturation.js";
import type { ImageBatch } from "../../ops/projective-transform.js";
import { registerLayer } from "../base/register-layer.js";
import { drawSaturationFactors } from "./color-draws.js";
import { requireDrawCount } from "./drawn-for.js";
import { type FactorRange, readFactor } from "./factor-range.js";
import type { ImageSize } from "./image-layout.js";
import { RandomImageLayer, type RandomImageLayerOptions } from "./random-image-layer.js";
import { requireColor, requireColorShape } from "./require-color.js";
import { readValueRange, type ValueRange, type ValueRangeOptions } from "./value-range.js";

/** Options of `RandomSaturation`, Keras's under camelCase names. */
export interface RandomSaturationOptions extends RandomImageLayerOptions, ValueRangeOptions {
  /**
   * How saturated colours become, within [-1, 1]: 0.5 leaves them, 0 and less makes images gray, 1 makes
   * colours full. f draws from [-f, f], a pair from between the two.
   */
  readonly factor: number | readonly [number, number];
}

/** What `RandomSaturation` drew: what the saturation of each image is multiplied by. */
export interface SaturationDraw {
  readonly factors: Float32Array;
}

/**
 * Multiplies the saturation of each RGB image by a factor of its own,
 * drawn anew at each call: called directly
 * and in training. In `predict` and `evaluate`, or with `{ training: false }`, images stay as they are.
 *
 * Takes one image [height, width, 3] or a batch of them, of any numeric type, and gives float32 of
 * the same shape. Masks and labels in a dictionary stay as they are.
 *
 * @example
 * import { layers } from "preplab";
 * const gray = layers.randomSaturation({ factor: [0, 0] });
 * gray([[[200, 100, 0]]]).reshape([3]).print();
 * // Tensor
 * //     [200, 200, 200]
 */
export class RandomSaturation extends RandomImageLayer<SaturationDraw> {
  static className = "RandomSaturation";

  readonly factor: FactorRange;
  readonly valueRange: ValueRange;

  constructor(options: RandomSaturationOptions) {
    super(options ?? {});
    const owner = this.getClassName();
    this.factor = readFactor(owner, "factor", options?.factor, [-1, 1]);
    this.valueRange = readValueRange(owner, options?.valueRange);
  }

  protected override draw({ batch }: ImageSize): SaturationDraw {
    return { factors: drawSaturationFactors(this.nextSeed(), batch, this.factor) };
  }

  protected override transformImages(images: ImageBatch, { factors }: SaturationDraw): ImageBatch {
    requireColor(this.getClassName(), images);
    requireDrawCount(this.getClassName(), factors.length, images);
    return adjustSaturation(images, factors, this.valueRange);
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return requireColorShape(this.getClassName(), inputShape, this.dataFormat);
  }

  protected override facts(): Record<string, unknown> {
    return { factor: this.factor, valueRange: this.valueRange };
  }

  override getConfig(): ReturnType<RandomImageLayer<SaturationDraw>["getConfig"]> {
    return { ...super.getConfig(), factor: [...this.factor], valueRange: [...this.valueRange] };
  }
}

registerLayer(RandomSaturation);
