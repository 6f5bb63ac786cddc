import type { ImageBatch } from "../../ops/projective-transform.js";
import { type Solarize, solarize } from "../../ops/solarize.js";
import { randomUniform } from "../../random/philox.js";
import { registerLayer } from "../base/register-layer.js";
import { requireDrawCount } from "./drawn-for.js";
import { type FactorRange, readFactor } from "./factor-range.js";
import type { ImageSize } from "./image-layout.js";
import { RandomImageLayer, type RandomImageLayerOptions } from "./random-image-layer.js";
import { readValueRange, type ValueRange, type ValueRangeOptions } from "./value-range.js";

/** Options of `Solarization`, Keras's under camelCase names. */
export interface SolarizationOptions extends RandomImageLayerOptions, ValueRangeOptions {
  /**
   * What is added before inverting, within [0, 1]: f draws from [0, 255 f] on the scale 0..255, a pair [a, b]
   * from [a, 255 b]: Keras does not scale the lower end. Defaults to 0.
   */
  readonly additionFactor?: number | readonly [number, number] | undefined;
  /** From which value on pixels are inverted, drawn like `additionFactor`. Defaults to 0: all of them. */
  readonly thresholdFactor?: number | readonly [number, number] | undefined;
}

/** What `Solarization` drew, on the scale 0..255. */
export interface SolarizationDraw extends Solarize {
  readonly additions: Float32Array;
  readonly thresholds: Float32Array;
}

/**
 * Brightens each image by an addition of its own and inverts what is not below a threshold of its own,
 * drawn anew at each call: called directly
 * and in training. In `predict` and `evaluate`, or with `{ training: false }`, images stay as they are.
 *
 * Takes one image [height, width, channels] or a batch of them, of any numeric type, and gives float32 of
 * the same shape. Masks and labels in a dictionary stay as they are.
 *
 * @example
 * import { layers } from "preplab";
 * layers.solarization()([[[0], [55]]]).reshape([2]).print();
 * // Tensor
 * //     [255, 200]
 */
export class Solarization extends RandomImageLayer<SolarizationDraw> {
  static className = "Solarization";

  readonly additionFactor: FactorRange;
  readonly thresholdFactor: FactorRange;
  readonly valueRange: ValueRange;

  constructor(options: SolarizationOptions = {}) {
    super(options);
    const owner = this.getClassName();
    const { additionFactor = 0, thresholdFactor = 0, valueRange } = options;
    this.additionFactor = readFactor(owner, "additionFactor", additionFactor, [0, 1]);
    this.thresholdFactor = readFactor(owner, "thresholdFactor", thresholdFactor, [0, 1]);
    this.valueRange = readValueRange(owner, valueRange);
  }

  protected override draw({ batch }: ImageSize): SolarizationDraw {
    const additions = this.#drawBytes(batch, this.additionFactor);
    return { additions, thresholds: this.#drawBytes(batch, this.thresholdFactor) };
  }

  protected override transformImages(images: ImageBatch, drawn: SolarizationDraw): ImageBatch {
    requireDrawCount(this.getClassName(), drawn.additions.length, images);
    return solarize(images, drawn, this.valueRange);
  }

  protected override facts(): Record<string, unknown> {
    return { additionFactor: this.additionFactor, thresholdFactor: this.thresholdFactor };
  }

  override getConfig(): ReturnType<RandomImageLayer<SolarizationDraw>["getConfig"]> {
    return {
      ...super.getConfig(),
      additionFactor: [...this.additionFactor],
      thresholdFactor: [...this.thresholdFactor],
      valueRange: [...this.valueRange],
    };
  }

  #drawBytes(batch: number, [low, high]: FactorRange): Float32Array {
    return randomUniform(this.nextSeed(), batch, low, high * 255);
  }
}

registerLayer(Solarization);
