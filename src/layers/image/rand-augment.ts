import type { BoxBatch } from "../../ops/box-batch.js";
import type { ImageBatch, Interpolation } from "../../ops/projective-transform.js";
import { randomIntegers } from "../../random/random-integers.js";
import { choose } from "../base/choose.js";
import { registerLayer } from "../base/register-layer.js";
import { requireCount } from "../base/require-count.js";
import { type Augmentation, makeAugmentations } from "./augmentations.js";
import { type FactorRange, readFactor } from "./factor-range.js";
import { ImageLayer } from "./image-layer.js";
import type { ImageSize } from "./image-layout.js";
import { RandomImageLayer, type RandomImageLayerOptions } from "./random-image-layer.js";
import { readValueRange, type ValueRange, type ValueRangeOptions } from "./value-range.js";

// in Keras's order, which the draws follow
const AUGMENTATIONS = [
  "random_shear",
  "random_translation",
  "random_rotation",
  "random_brightness",
  "random_color_degeneration",
  "random_contrast",
  "random_sharpness",
  "random_posterization",
  "solarization",
  "auto_contrast",
  "equalization",
] as const satisfies readonly Augmentation[];

/** Options of `RandAugment`, Keras's under camelCase names. */
export interface RandAugmentOptions extends RandomImageLayerOptions, ValueRangeOptions {
  /** How many augmentations follow one another. Defaults to 2. */
  readonly numOps?: number | undefined;
  /** How strong they are, within [0, 1]: up to f (default: 0.5), or between a pair. */
  readonly factor?: number | readonly [number, number] | undefined;
  /** How pixels are read that move: `bilinear` (default) or `nearest`. */
  readonly interpolation?: Interpolation | undefined;
}

/** What `RandAugment` drew: the augmentations to apply, and what each of them drew. */
export interface RandAugmentDraw {
  readonly chosen: readonly Augmentation[];
  readonly draws: Readonly<Record<Augmentation, unknown>>;
}

/**
 * Applies a few augmentations chosen at random to a batch (Cubuk et al. 2019), among shear, translation,
 * rotation, brightness, colour degeneration, contrast, sharpness, posterization, solarization, auto contrast
 * and equalization: called directly and in training. In `predict` and `evaluate`, or with
 * `{ training: false }`, images stay as they are.
 *
 * Takes one image [height, width, 3] or a batch of them, of any numeric type, and gives float32 of the same
 * shape. The choice is one for the batch, the strength one for each image. Masks and boxes in a dictionary
 * move with their images.
 *
 * @example
 * import { layers } from "preplab";
 * const augment = layers.randAugment({ numOps: 2, factor: 0.3, seed: 7 });
 * console.log(augment.sample([32, 32, 3]).chosen.join()); // random_color_degeneration,solarization
 */
export class RandAugment extends RandomImageLayer<RandAugmentDraw> {
  static className = "RandAugment";

  readonly numOps: number;
  readonly factor: FactorRange;
  readonly valueRange: ValueRange;
  readonly interpolation: Interpolation;
  readonly #parts: Record<Augmentation, ImageLayer<unknown>>;

  constructor(options: RandAugmentOptions = {}) {
    super(options);
    const owner = this.getClassName();
    const { interpolation = "bilinear" } = options;
    this.numOps = requireCount(owner, "numOps", options.numOps ?? 2);
    this.factor = readFactor(owner, "factor", options.factor ?? 0.5, [0, 1]);
    this.valueRange = readValueRange(owner, options.valueRange);
    this.interpolation = choose(owner, "interpolation", interpolation, ["bilinear", "nearest"]);
    this.#parts = makeAugmentations(this);
    for (const part of Object.values(this.#parts)) {
      if (part instanceof RandomImageLayer) RandomImageLayer.shareStream(part, this);
    }
  }

  protected override draw(size: ImageSize): RandAugmentDraw {
    const indices = randomIntegers(this.nextSeed(), this.numOps, 0, AUGMENTATIONS.length);
    const draws = AUGMENTATIONS.map((name) => [
      name,
      ImageLayer.parts.draw(this.#parts[name], size),
    ]);
    return {
      chosen: Array.from(indices, (index) => AUGMENTATIONS[index]!),
      draws: Object.fromEntries(draws) as Record<Augmentation, unknown>, // one for each name
    };
  }

  protected override transformImages(
    images: ImageBatch,
    { chosen, draws }: RandAugmentDraw,
  ): ImageBatch {
    return chosen.reduce(
      (batch, name) => ImageLayer.parts.images(this.#parts[name], batch, draws[name]),
      images,
    );
  }

  protected override transformMaskBatch(
    masks: ImageBatch,
    { chosen, draws }: RandAugmentDraw,
  ): ImageBatch {
    return chosen.reduce(
      (batch, name) => ImageLayer.parts.masks(this.#parts[name], batch, draws[name]),
      masks,
    );
  }

  protected override transformBoxBatch(
    boxes: BoxBatch,
    { chosen, draws }: RandAugmentDraw,
  ): BoxBatch {
    return chosen.reduce(
      (batch, name) => ImageLayer.parts.boxes(this.#parts[name], batch, draws[name]),
      boxes,
    );
  }

  protected override facts(): Record<string, unknown> {
    return { numOps: this.numOps, factor: this.factor, valueRange: this.valueRange };
  }

  override getConfig(): ReturnType<RandomImageLayer<RandAugmentDraw>["getConfig"]> {
    return {
      ...super.getConfig(),
      valueRange: [...this.valueRange],
      numOps: this.numOps,
      factor: [...this.factor],
      interpolation: this.interpolation,
    };
  }
}

registerLayer(RandAugment);
