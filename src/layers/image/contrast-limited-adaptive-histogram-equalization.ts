import { clahe } from "../../ops/clahe.js";
import type { ImageBatch } from "../../ops/projective-transform.js";
import { received } from "../../received.js";
import { registerLayer } from "../base/register-layer.js";
import { ImageLayer, type ImageLayerOptions } from "./image-layer.js";
import type { ImageSize } from "./image-layout.js";
import { readValueRange, type ValueRange, type ValueRangeOptions } from "./value-range.js";

/** Options of `ContrastLimitedAdaptiveHistogramEqualization`, Keras's under camelCase names. */
export interface ContrastLimitedAdaptiveHistogramEqualizationOptions
  extends ImageLayerOptions,
    ValueRangeOptions {
  /**
   * How high a bin of a tile's histogram may be, in multiples of the average. Defaults to 4; 0 or less does
   * not limit contrast.
   */
  readonly clipLimit?: number | undefined;
  /** How many tiles stand below and beside one another. Defaults to [8, 8]. */
  readonly tileGridSize?: readonly [number, number] | undefined;
}

/**
 * Brings out local contrast: each channel is equalized by the histogram of the tile around it, with limited
 * gain (CLAHE). Acts in inference, too.
 *
 * Takes one image [height, width, channels] or a batch of them, of any numeric type, and gives float32 of
 * the same shape. Masks and labels in a dictionary stay as they are.
 *
 * @example
 * import { layers } from "preplab";
 * const clahe = layers.contrastLimitedAdaptiveHistogramEqualization({ tileGridSize: [1, 1], clipLimit: 0 });
 * clahe([[[100], [101], [102], [103]]]).reshape([4]).print();
 * // Tensor
 * //     [63.75, 127.5, 191.25, 255]
 */
export class ContrastLimitedAdaptiveHistogramEqualization extends ImageLayer<ImageSize> {
  static className = "ContrastLimitedAdaptiveHistogramEqualization";

  readonly valueRange: ValueRange;
  readonly clipLimit: number;
  readonly tileGridSize: readonly [number, number];

  constructor(options: ContrastLimitedAdaptiveHistogramEqualizationOptions = {}) {
    super(options);
    const owner = this.getClassName();
    const { clipLimit = 4, tileGridSize = [8, 8] } = options;
    this.valueRange = readValueRange(owner, options.valueRange);
    if (typeof clipLimit !== "number" || !Number.isFinite(clipLimit)) {
      throw new Error(
        `${owner}: clipLimit must be a finite number. Received: ${received(clipLimit)}`,
      );
    }
    const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) > 0;
    if (!Array.isArray(tileGridSize) || tileGridSize.length !== 2 || !tileGridSize.every(isCount)) {
      throw new Error(
        `${owner}: tileGridSize must be two whole numbers above 0. ` +
          `Received: ${received(tileGridSize)}`,
      );
    }
    this.clipLimit = clipLimit;
    this.tileGridSize = [tileGridSize[0], tileGridSize[1]];
  }

  protected override draw(size: ImageSize): ImageSize {
    return size;
  }

  protected override transformImages(images: ImageBatch): ImageBatch {
    return clahe(images, this);
  }

  protected override actsOnlyInTraining(): boolean {
    return false;
  }

  protected override facts(): Record<string, unknown> {
    return { clipLimit: this.clipLimit, tileGridSize: this.tileGridSize };
  }

  override getConfig(): ReturnType<ImageLayer<ImageSize>["getConfig"]> {
    return {
      ...super.getConfig(),
      valueRange: [...this.valueRange],
      clipLimit: this.clipLimit,
      tileGridSize: [...this.tileGridSize],
    };
  }
}

registerLayer(ContrastLimitedAdaptiveHistogramEqualization);
