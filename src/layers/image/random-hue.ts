import type { Shape } from "@tensorflow/tfjs";
import { adjustHue } from "../../ops/adjust-hue.js";
import type { ImageBatch } from "../../ops/projective-transform.js";
import { registerLayer } from "../base/register-layer.js";
import { drawHueTurns } from "./color-draws.js";
import { requireDrawCount } from "./drawn-for.js";
import { type FactorRange, readFactor } from "./factor-range.js";
import type { ImageSize } from "./image-layout.js";
import { RandomImageLayer, type RandomImageLayerOptions } from "./random-image-layer.js";
import { requireColor, requireColorShape } from "./require-color.js";
import { readValueRange, type ValueRange, type ValueRangeOptions } from "./value-range.js";

/** Options of `RandomHue`, Keras's under camelCase names. */
export interface RandomHueOptions extends RandomImageLayerOptions, ValueRangeOptions {
  /**
   * How far hues may turn, within [0, 1]; 1 is half a turn either way. f draws from [0, f], a pair from
   * between the two.
   */
  readonly factor: number | readonly [number, number];
}

/** What `RandomHue` drew: how far the hues of each image turn, in whole turns of the colour circle. */
export interface HueDraw {
  readonly turns: Float32Array;
}

/**
 * Turns the hues of each RGB image one way or the other, by an amount of its own,
 * drawn anew at each call: called directly
 * and in training. In `predict` and `evaluate`, or with `{ training: false }`, images stay as they are.
 *
 * Takes one image [height, width, 3] or a batch of them, of any numeric type, and gives float32 of
 * the same shape. Masks and labels in a dictionary stay as they are.
 *
 * @example
 * import { layers } from "preplab";
 * const opposite = layers.randomHue({ factor: [1, 1] });
 * opposite([[[255, 0, 0]]]).reshape([3]).print();
 * // Tensor
 * //     [0, 255, 255]
 */
export class RandomHue extends RandomImageLayer<HueDraw> {
  static className = "RandomHue";

  readonly factor: FactorRange;
  readonly valueRange: ValueRange;

  constructor(options: RandomHueOptions) {
    super(options ?? {});
    const owner = this.getClassName();
    this.factor = readFactor(owner, "factor", options?.factor, [0, 1]);
    this.valueRange = readValueRange(owner, options?.valueRange);
  }

  protected override draw({ batch }: ImageSize): HueDraw {
    return { turns: drawHueTurns(() => this.nextSeed(), batch, this.factor) };
  }

  protected override transformImages(images: ImageBatch, { turns }: HueDraw): ImageBatch {
    requireColor(this.getClassName(), images);
    requireDrawCount(this.getClassName(), turns.length, images);
    return adjustHue(images, turns, this.valueRange);
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return requireColorShape(this.getClassName(), inputShape, this.dataFormat);
  }

  protected override facts(): Record<string, unknown> {
    return { factor: this.factor, valueRange: this.valueRange };
  }

  override getConfig(): ReturnType<RandomImageLayer<HueDraw>["getConfig"]> {
    return { ...super.getConfig(), factor: [...this.factor], valueRange: [...this.valueRange] };
  }
}

registerLayer(RandomHue);
