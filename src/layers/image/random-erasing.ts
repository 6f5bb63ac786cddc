import { clipTo } from "../../ops/clip.js";
import type { ImageBatch } from "../../ops/projective-transform.js";
import { type Rectangles, replaceBoxes } from "../../ops/replace-boxes.js";
import { randomUniform, type SeedPair } from "../../random/philox.js";
import { randomNormal } from "../../random/random-normal.js";
import { received } from "../../received.js";
import { registerLayer } from "../base/register-layer.js";
import { drawRectangles } from "./draw-rectangles.js";
import { requireDrawnFor } from "./drawn-for.js";
import { type FactorRange, readFactor } from "./factor-range.js";
import { type ImageSize, toChannelsLast } from "./image-layout.js";
import { RandomImageLayer, type RandomImageLayerOptions } from "./random-image-layer.js";
import { readValueRange, type ValueRange, type ValueRangeOptions } from "./value-range.js";

/** Options of `RandomErasing`, Keras's under camelCase names. */
export interface RandomErasingOptions extends RandomImageLayerOptions, ValueRangeOptions {
  /**
   * The chance of an image to lose a part, itself drawn from [0, f] (default f: 1) or from between a pair,
   * within [0, 1].
   */
  readonly factor?: number | readonly [number, number] | undefined;
  /**
   * How much is erased: the square root of a draw from this range is the part of the width, that of another
   * the part of the height. Within [0, 1]; defaults to [0.02, 0.33].
   */
  readonly scale?: number | readonly [number, number] | undefined;
  /** What stands there instead: a number, one for each of three channels, or noise (null, the default). */
  readonly fillValue?: number | readonly number[] | null | undefined;
}

/** What `RandomErasing` drew for images of one size. */
export interface ErasingDraw extends ImageSize {
  readonly isErased: readonly boolean[];
  /** In pixels. */
  readonly rectangles: Rectangles;
  /** Where the noise comes from; null with a `fillValue`. */
  readonly noise: SeedPair | null;
}

/**
 * Replaces a rectangle of some images by noise or a value (Zhong et al. 2017); where and how large is drawn
 * anew at each call: called directly and in training. In `predict` and `evaluate`, or with
 * `{ training: false }`, images stay as they are.
 *
 * Takes one image [height, width, channels] or a batch of them, of any numeric type, and gives float32 of
 * the same shape. Noise is normal, times the value range's highest, and clipped to the range. Masks and
 * labels in a dictionary stay as they are.
 *
 * @example
 * import { layers } from "preplab";
 * const erase = layers.randomErasing({ factor: [1, 1], scale: [0.25, 0.25], fillValue: 9, seed: 3 });
 * erase([[[1], [1], [1], [1]], [[1], [1], [1], [1]]]).reshape([2, 4]).print();
 * // Tensor
 * //     [[1, 1, 1, 1],
 * //      [1, 9, 9, 1]]
 */
export class RandomErasing extends RandomImageLayer<ErasingDraw> {
  static className = "RandomErasing";

  readonly factor: FactorRange;
  readonly scale: FactorRange;
  readonly fillValue: number | readonly number[] | null;
  readonly valueRange: ValueRange;

  constructor(options: RandomErasingOptions = {}) {
    super(options);
    const owner = this.getClassName();
    this.factor = readFactor(owner, "factor", options.factor ?? 1, [0, 1]);
    this.scale = readFactor(owner, "scale", options.scale ?? [0.02, 0.33], [0, 1]);
    this.fillValue = readFillValue(owner, options.fillValue ?? null);
    this.valueRange = readValueRange(owner, options.valueRange);
  }

  protected override draw(size: ImageSize): ErasingDraw {
    const { batch, height, width } = size;
    const nextSeed = (): SeedPair => this.nextSeed();
    const parts = randomUniform(nextSeed(), 2 * batch, this.scale[0], this.scale[1]).map(Math.sqrt);
    const rectangles = drawRectangles(nextSeed, size, {
      widths: parts.filter((_, i) => i % 2 === 0),
      heights: parts.filter((_, i) => i % 2 === 1),
    });
    const limits = randomUniform(nextSeed(), batch, this.factor[0], this.factor[1]);
    const chances = randomUniform(nextSeed(), batch, 0, 1);
    return {
      isErased: Array.from(chances, (chance, i) => chance < limits[i]!),
      rectangles,
      noise: this.fillValue === null ? nextSeed() : null,
      batch,
      height,
      width,
    };
  }

  protected override transformImages(images: ImageBatch, drawn: ErasingDraw): ImageBatch {
    requireDrawnFor(this.getClassName(), { ...drawn, batch: drawn.isErased.length }, images);
    const { isErased, rectangles } = drawn;
    const rights = rectangles.right.map((right, i) => (isErased[i] === true ? right : 0));
    return replaceBoxes(images, { ...rectangles, right: rights }, this.#fill(images, drawn));
  }

  protected override facts(): Record<string, unknown> {
    return { factor: this.factor, scale: this.scale, fillValue: this.fillValue ?? "noise" };
  }

  override getConfig(): ReturnType<RandomImageLayer<ErasingDraw>["getConfig"]> {
    return {
      ...super.getConfig(),
      factor: [...this.factor],
      scale: [...this.scale],
      fillValue: typeof this.fillValue === "number" ? this.fillValue : listOf(this.fillValue),
      valueRange: [...this.valueRange],
    };
  }

  #fill(images: ImageBatch, { noise }: ErasingDraw): ImageBatch {
    if (noise !== null) return clipTo(this.#noise(images, noise), this.valueRange);
    const channels = images.shape[3];
    const fills = [this.fillValue ?? 0].flat();
    if (fills.length !== 1 && fills.length !== channels) {
      throw new Error(
        `${this.getClassName()}: fillValue has ${fills.length} values for images of ` +
          `${fills.length} channels. Received: ${channels} channels`,
      );
    }
    const values = new Float32Array(images.values.length);
    for (let i = 0; i < values.length; i++) values[i] = fills[i % fills.length]!;
    return clipTo({ values, shape: images.shape }, this.valueRange);
  }

  // Keras fills the images' own layout
  #noise(images: ImageBatch, seed: SeedPair): ImageBatch {
    const [batch, height, width, channels] = images.shape;
    const shape =
      this.dataFormat === "channels_last"
        ? [batch, height, width, channels]
        : [batch, channels, height, width];
    const highest = Math.fround(this.valueRange[1]);
    const values = randomNormal(seed, images.values.length).map((value) => value * highest);
    return toChannelsLast(
      this.getClassName(),
      { values, shape, dtype: "float32" },
      this.dataFormat,
    );
  }
}

function listOf(values: readonly number[] | null): number[] | null {
  return values === null ? null : [...values];
}

function readFillValue(owner: string, value: unknown): number | readonly number[] | null {
  if (value === null || Number.isFinite(value)) return value as number | null;
  if (Array.isArray(value) && value.length === 3 && value.every(Number.isFinite)) {
    return value as number[];
  }
  throw new Error(
    `${owner}: fillValue must be a finite number, three of them or null. ` +
      `Received: ${received(value)}`,
  );
}

registerLayer(RandomErasing);
