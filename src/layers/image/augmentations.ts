import type { Interpolation } from "../../ops/projective-transform.js";
import { AutoContrast } from "./auto-contrast.js";
import { Equalization } from "./equalization.js";
import type { FactorRange } from "./factor-range.js";
import type { ImageLayer } from "./image-layer.js";
import type { DataFormat } from "./image-layout.js";
import { RandomBrightness } from "./random-brightness.js";
import { RandomColorDegeneration } from "./random-color-degeneration.js";
import { RandomContrast } from "./random-contrast.js";
import { RandomPosterization } from "./random-posterization.js";
import { RandomRotation } from "./random-rotation.js";
import { RandomSharpness } from "./random-sharpness.js";
import { RandomShear } from "./random-shear.js";
import { RandomTranslation } from "./random-translation.js";
import { Solarization } from "./solarization.js";
import type { ValueRange } from "./value-range.js";

/** The augmentations that RandAugment and AugMix choose from, under their Keras names. */
export type Augmentation =
  | "random_shear"
  | "random_translation"
  | "random_rotation"
  | "random_brightness"
  | "random_color_degeneration"
  | "random_contrast"
  | "random_sharpness"
  | "random_posterization"
  | "solarization"
  | "auto_contrast"
  | "equalization";

/** What all augmentations of one layer share. */
export interface AugmentationOptions {
  /** How strong they are, within [0, 1]. */
  readonly factor: FactorRange;
  readonly valueRange: ValueRange;
  readonly interpolation: Interpolation;
  readonly dataFormat: DataFormat;
}

/** One layer for each augmentation, all of the given strength. */
export function makeAugmentations({
  factor,
  valueRange,
  interpolation,
  dataFormat,
}: AugmentationOptions): Record<Augmentation, ImageLayer<unknown>> {
  const seed = 0; // never drawn from: they share a stream
  const warp = { interpolation, dataFormat, seed };
  const color = { factor, valueRange, dataFormat, seed };
  return {
    random_shear: new RandomShear({ xFactor: factor, yFactor: factor, ...warp }),
    random_translation: new RandomTranslation({
      heightFactor: factor,
      widthFactor: factor,
      ...warp,
    }),
    random_rotation: new RandomRotation({ factor, ...warp }),
    random_brightness: new RandomBrightness(color),
    random_color_degeneration: new RandomColorDegeneration(color),
    random_contrast: new RandomContrast(color),
    random_sharpness: new RandomSharpness(color),
    random_posterization: new RandomPosterization({
      ...color,
      factor: Math.max(1, Math.trunc(8 * factor[1])),
    }),
    solarization: new Solarization({
      additionFactor: factor,
      thresholdFactor: factor,
      valueRange,
      dataFormat,
      seed,
    }),
    auto_contrast: new AutoContrast({ valueRange, dataFormat }),
    equalization: new Equalization({ valueRange, dataFormat }),
  };
}
