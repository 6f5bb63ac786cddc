import { blendGrayscale } from "../../ops/grayscale.js";
import type { ImageBatch } from "../../ops/projective-transform.js";
import { randomUniform } from "../../random/philox.js";
import { received } from "../../received.js";
import { registerLayer } from "../base/register-layer.js";
import { requireDrawCount } from "./drawn-for.js";
import type { ImageSize } from "./image-layout.js";
import { RandomImageLayer, type RandomImageLayerOptions } from "./random-image-layer.js";
import { requireRgb } from "./require-rgb.js";

/** Options of `RandomGrayscale`, Keras's under camelCase names. */
export interface RandomGrayscaleOptions extends RandomImageLayerOptions {
  /** The chance of an image to become gray, within [0, 1]. Defaults to 0.5. */
  readonly factor?: number | undefined;
}

/** What `RandomGrayscale` drew: which images become gray. */
export interface GrayscaleDraw {
  readonly isGray: readonly boolean[];
}

/**
 * Makes some RGB images gray and keeps their three channels; which ones is
 * drawn anew at each call: called directly
 * and in training. In `predict` and `evaluate`, or with `{ training: false }`, images stay as they are.
 *
 * Takes one image [height, width, channels] or a batch of them, of any numeric type, and gives float32 of
 * the same shape. Masks and labels in a dictionary stay as they are.
 *
 * @example
 * import { layers } from "preplab";
 * layers.randomGrayscale({ factor: 1 })([[[100, 0, 0]]]).reshape([3]).print();
 * // Tensor
 * //     [29.8900013, 29.8900013, 29.8900013]
 */
export class RandomGrayscale extends RandomImageLayer<GrayscaleDraw> {
  static className = "RandomGrayscale";

  readonly factor: number;

  constructor(options: RandomGrayscaleOptions = {}) {
    super(options);
    const { factor = 0.5 } = options;
    if (!(typeof factor === "number" && factor >= 0 && factor <= 1)) {
      throw new Error(
        `${this.getClassName()}: factor must be a number in [0, 1]. Received: ${received(factor)}`,
      );
    }
    this.factor = factor;
  }

  protected override draw({ batch }: ImageSize): GrayscaleDraw {
    const limit = Math.fround(this.factor);
    const chances = randomUniform(this.nextSeed(), batch, 0, 1);
    return { isGray: Array.from(chances, (chance) => chance < limit) };
  }

  protected override transformImages(images: ImageBatch, { isGray }: GrayscaleDraw): ImageBatch {
    requireRgb(this.getClassName(), images);
    requireDrawCount(this.getClassName(), isGray.length, images);
    return blendGrayscale(images, isGray.map(Number));
  }

  protected override facts(): Record<string, unknown> {
    return { factor: this.factor };
  }

  override getConfig(): ReturnType<RandomImageLayer<GrayscaleDraw>["getConfig"]> {
    return { ...super.getConfig(), factor: this.factor };
  }
}

registerLayer(RandomGrayscale);
