import { equalize } from "../../ops/equalize.js";
import type { ImageBatch } from "../../ops/projective-transform.js";
import { received } from "../../received.js";
import { registerLayer } from "../base/register-layer.js";
import { ImageLayer, type ImageLayerOptions } from "./image-layer.js";
import type { ImageSize } from "./image-layout.js";
import { readValueRange, type ValueRange, type ValueRangeOptions } from "./value-range.js";

/** Options of `Equalization`, Keras's under camelCase names. */
export interface EqualizationOptions extends ImageLayerOptions, ValueRangeOptions {
  /** How many bins the histogram has, at least 2. Defaults to 256. */
  readonly bins?: number | undefined;
}

/**
 * Spreads the values of each channel evenly over the value range, by its histogram over the whole batch:
 * called directly and in training. In `predict` and `evaluate`, or with `{ training: false }`, images stay
 * as they are. A channel whose values all fall into one bin stays as it is.
 *
 * Takes one image [height, width, channels] or a batch of them, of any numeric type, and gives float32 of
 * the same shape. Masks and labels in a dictionary stay as they are.
 *
 * @example
 * import { layers } from "preplab";
 * layers.equalization()([[[10], [11], [12]]]).reshape([3]).print();
 * // Tensor
 * //     [0, 128, 255]
 */
export class Equalization extends ImageLayer<ImageSize> {
  static className = "Equalization";

  readonly valueRange: ValueRange;
  readonly bins: number;

  constructor(options: EqualizationOptions = {}) {
    super(options);
    const owner = this.getClassName();
    const { valueRange, bins = 256 } = options;
    this.valueRange = readValueRange(owner, valueRange);
    if (!Number.isSafeInteger(bins) || bins < 2) {
      throw new Error(
        `${owner}: bins must be a whole number of at least 2. Received: ${received(bins)}`,
      );
    }
    this.bins = bins;
  }

  protected override draw(size: ImageSize): ImageSize {
    return size;
  }

  protected override transformImages(images: ImageBatch): ImageBatch {
    return equalize(images, this.valueRange, this.bins);
  }

  protected override facts(): Record<string, unknown> {
    return { valueRange: this.valueRange, bins: this.bins };
  }

  override getConfig(): ReturnType<ImageLayer<ImageSize>["getConfig"]> {
    return { ...super.getConfig(), valueRange: [...this.valueRange], bins: this.bins };
  }
}

registerLayer(Equalization);
