import { autoContrast } from "../../ops/auto-contrast.js";
import type { ImageBatch } from "../../ops/projective-transform.js";
import { registerLayer } from "../base/register-layer.js";
import { ImageLayer, type ImageLayerOptions } from "./image-layer.js";
import type { ImageSize } from "./image-layout.js";
import { readValueRange, type ValueRange, type ValueRangeOptions } from "./value-range.js";

/** Options of `AutoContrast`, Keras's under camelCase names. */
export interface AutoContrastOptions extends ImageLayerOptions, ValueRangeOptions {}

/**
 * Stretches each channel of each image over the whole value range, in training and out of it. A channel of
 * one value stays as it is.
 *
 * Takes one image [height, width, channels] or a batch of them, of any numeric type, and gives float32 of
 * the same shape. Masks and labels in a dictionary stay as they are.
 *
 * @example
 * import { layers } from "preplab";
 * layers.autoContrast()([[[10], [20], [60]]]).reshape([3]).print();
 * // Tensor
 * //     [0, 51, 255]
 */
export class AutoContrast extends ImageLayer<ImageSize> {
  static className = "AutoContrast";

  readonly valueRange: ValueRange;

  constructor(options: AutoContrastOptions = {}) {
    super(options);
    this.valueRange = readValueRange(this.getClassName(), options.valueRange);
  }

  protected override draw(size: ImageSize): ImageSize {
    return size;
  }

  protected override transformImages(images: ImageBatch): ImageBatch {
    return autoContrast(images, this.valueRange);
  }

  protected override actsOnlyInTraining(): boolean {
    return false;
  }

  protected override facts(): Record<string, unknown> {
    return { valueRange: this.valueRange };
  }

  override getConfig(): ReturnType<ImageLayer<ImageSize>["getConfig"]> {
    return { ...super.getConfig(), valueRange: [...this.valueRange] };
  }
}

registerLayer(AutoContrast);
