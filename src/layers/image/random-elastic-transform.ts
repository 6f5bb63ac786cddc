import { clipTo } from "../../ops/clip.js";
import { elasticShifts } from "../../ops/elastic-shifts.js";
import { type CoordinateFill, mapCoordinates } from "../../ops/map-coordinates.js";
import type { ImageBatch, Interpolation } from "../../ops/projective-transform.js";
import { randomUniform, type SeedPair } from "../../random/philox.js";
import { randomNormal } from "../../random/random-normal.js";
import { received } from "../../received.js";
import { choose } from "../base/choose.js";
import { registerLayer } from "../base/register-layer.js";
import { requireDrawnFor } from "./drawn-for.js";
import { type FactorRange, readFactor } from "./factor-range.js";
import type { ImageSize } from "./image-layout.js";
import { RandomImageLayer, type RandomImageLayerOptions } from "./random-image-layer.js";
import { readValueRange, type ValueRange, type ValueRangeOptions } from "./value-range.js";

const FILL_MODES = ["reflect", "wrap", "constant", "nearest", "mirror"] as const;

/** Options of `RandomElasticTransform`, Keras's under camelCase names. */
export interface RandomElasticTransformOptions extends RandomImageLayerOptions, ValueRangeOptions {
  /**
   * The chance of an image to be distorted, itself drawn from [0, f] (default f: 1) or from between a pair,
   * within [0, 1].
   */
  readonly factor?: number | readonly [number, number] | undefined;
  /**
   * How strong the batch is distorted, within [0, 1]: s draws from [0, s] (default s: 1), a pair from
   * between the two.
   */
  readonly scale?: number | readonly [number, number] | undefined;
  /** `bilinear` (default) or `nearest`. */
  readonly interpolation?: Interpolation | undefined;
  /** What stands outside an image: `reflect` (default), `constant`, `nearest`, `wrap` or `mirror`. */
  readonly fillMode?: CoordinateFill | undefined;
  /** The value outside the image under `constant`. Defaults to 0. */
  readonly fillValue?: number | undefined;
}

/** What `RandomElasticTransform` drew for images of one size. */
export interface ElasticDraw extends ImageSize {
  readonly isDistorted: readonly boolean[];
  /** Strength, the same for the batch, within [0, 1]. */
  readonly strength: number;
  /** How far each pixel of each image is read to the right and below itself, in pixels. */
  readonly shifts: Float32Array;
}

/**
 * Distorts some images as if printed on rubber (Simard et al. 2003), anew at each call: called directly and
 * in training. In `predict` and `evaluate`, or with `{ training: false }`, images stay as they are.
 *
 * Takes one image [height, width, channels] or a batch of them, of any numeric type, and gives float32 of
 * the same shape, clipped to the value range. The shift of a pixel is normal noise of deviation sigma,
 * blurred by sigma and times alpha, with alpha 0.1 of the longer and sigma 0.05 of the shorter side times
 * the drawn strength; as in Keras it is the same to the right and down. Masks in a dictionary are distorted
 * with their images, at the nearest pixel.
 *
 * @example
 * import { layers, tf } from "preplab";
 * const rubber = layers.randomElasticTransform({ factor: [1, 1], scale: [1, 1], seed: 4 });
 * console.log(rubber(tf.range(0, 64).reshape([8, 8, 1])).shape.join()); // 8,8,1
 */
export class RandomElasticTransform extends RandomImageLayer<ElasticDraw> {
  static className = "RandomElasticTransform";

  readonly factor: FactorRange;
  readonly scale: FactorRange;
  readonly interpolation: Interpolation;
  readonly fillMode: CoordinateFill;
  readonly fillValue: number;
  readonly valueRange: ValueRange;

  constructor(options: RandomElasticTransformOptions = {}) {
    super(options);
    const owner = this.getClassName();
    const { interpolation = "bilinear", fillMode = "reflect", fillValue = 0 } = options;
    this.factor = readFactor(owner, "factor", options.factor ?? 1, [0, 1]);
    this.scale = readFactor(owner, "scale", options.scale ?? 1, [0, 1]);
    this.interpolation = choose(owner, "interpolation", interpolation, ["bilinear", "nearest"]);
    this.fillMode = choose(owner, "fillMode", fillMode, FILL_MODES);
    if (typeof fillValue !== "number" || !Number.isFinite(fillValue)) {
      throw new Error(
        `${owner}: fillValue must be a finite number. Received: ${received(fillValue)}`,
      );
    }
    this.fillValue = fillValue;
    this.valueRange = readValueRange(owner, options.valueRange);
  }

  protected override draw({ batch, height, width }: ImageSize): ElasticDraw {
    const size = { batch, height, width };
    // nothing is drawn where nothing could happen
    if (this.scale[1] === 0 || this.factor[1] === 0) {
      return { isDistorted: [], strength: 0, shifts: new Float32Array(0), ...size };
    }
    const nextSeed = (): SeedPair => this.nextSeed();
    const limits = randomUniform(nextSeed(), batch, this.factor[0], this.factor[1]);
    const chances = randomUniform(nextSeed(), batch, 0, 1);
    const [strength] = randomUniform(nextSeed(), 1, this.scale[0], this.scale[1]);
    const noise = randomNormal(nextSeed(), batch * height * width);
    return {
      isDistorted: Array.from(chances, (chance, i) => chance < limits[i]!),
      strength: strength!,
      shifts: elasticShifts(noise, [batch, height, width], strength!),
      ...size,
    };
  }

  protected override transformImages(images: ImageBatch, drawn: ElasticDraw): ImageBatch {
    if (drawn.isDistorted.length === 0) return images;
    return clipTo(this.#distort(images, drawn, this.interpolation), this.valueRange);
  }

  protected override transformMaskBatch(masks: ImageBatch, drawn: ElasticDraw): ImageBatch {
    return drawn.isDistorted.length === 0 ? masks : this.#distort(masks, drawn, "nearest");
  }

  protected override transformBoxBatch(): never {
    throw new Error(
      `${this.getClassName()}: bounding boxes cannot follow an elastic transform. Leave them out of the ` +
        "input. Received: bounding boxes",
    );
  }

  protected override facts(): Record<string, unknown> {
    return { factor: this.factor, scale: this.scale, fillMode: this.fillMode };
  }

  override getConfig(): ReturnType<RandomImageLayer<ElasticDraw>["getConfig"]> {
    return {
      ...super.getConfig(),
      factor: [...this.factor],
      scale: [...this.scale],
      interpolation: this.interpolation,
      fillMode: this.fillMode,
      fillValue: this.fillValue,
      valueRange: [...this.valueRange],
    };
  }

  #distort(images: ImageBatch, drawn: ElasticDraw, interpolation: Interpolation): ImageBatch {
    requireDrawnFor(this.getClassName(), { ...drawn, batch: drawn.isDistorted.length }, images);
    const [batch, height, width, channels] = images.shape;
    const rows = drawn.shifts.map((shift, i) => shift + (Math.floor(i / width) % height));
    const columns = drawn.shifts.map((shift, i) => shift + (i % width));
    const { fillMode, fillValue } = this;
    const moved = mapCoordinates(images, rows, columns, { interpolation, fillMode, fillValue });
    const size = height * width * channels;
    const values = images.values.slice();
    for (let image = 0; image < batch; image++) {
      if (drawn.isDistorted[image] !== true) continue;
      values.set(moved.values.subarray(image * size, (image + 1) * size), image * size);
    }
    return { values, shape: images.shape };
  }
}

registerLayer(RandomElasticTransform);
