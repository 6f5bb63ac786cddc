import { zoomMatrices } from "../../ops/zoom-matrix.js";
import { randomUniform } from "../../random/philox.js";
import { received } from "../../received.js";
import { registerLayer } from "../base/register-layer.js";
import { type FactorRange, foldFactor, readFactor } from "./factor-range.js";
import type { ImageSize } from "./image-layout.js";
import { RandomWarp, type RandomWarpOptions, type Warp } from "./random-warp.js";

/** Options of `RandomZoom`, Keras's under camelCase names. */
export interface RandomZoomOptions extends RandomWarpOptions {
  /**
   * By which part of its height the view grows, within (-1, 1]: above 0 zooms out, below 0 zooms in. f draws
   * from [-f, f], a pair from between the two.
   */
  readonly heightFactor: number | readonly [number, number];
  /** The same for the width. Without it, the height's draw is used and the aspect ratio kept. */
  readonly widthFactor?: number | readonly [number, number] | null | undefined;
}

/** What `RandomZoom` drew: the size of each image's view, 1 is the image itself. */
export interface Zoom extends Warp {
  readonly heightZooms: Float32Array;
  readonly widthZooms: Float32Array;
}

/**
 * Zooms each image in or out about its middle by a factor of its own, drawn anew at each call: called
 * directly and in training. In `predict` and `evaluate`, or with `{ training: false }`, images stay as they
 * are.
 *
 * Takes one image [height, width, channels] or a batch of them, of any numeric type, and gives float32 of
 * the same shape. Masks in a dictionary `{ images, segmentationMasks, labels }` are zoomed with the images.
 *
 * @example
 * import { layers } from "preplab";
 * const twice = layers.randomZoom({ heightFactor: [-0.5, -0.5], interpolation: "nearest" });
 * twice([[[1], [2], [3], [4]]]).reshape([4]).print();
 * // Tensor
 * //     [2, 2, 3, 3]
 */
export class RandomZoom extends RandomWarp<Zoom> {
  static className = "RandomZoom";

  readonly heightFactor: FactorRange;
  readonly widthFactor: FactorRange | null;

  constructor(options: RandomZoomOptions) {
    super(options ?? {});
    const { heightFactor, widthFactor } = options ?? {};
    this.heightFactor = this.#readZoom("heightFactor", heightFactor);
    this.widthFactor = widthFactor == null ? null : this.#readZoom("widthFactor", widthFactor);
  }

  protected override draw({ batch, height, width }: ImageSize): Zoom {
    const heightZooms = this.#drawZooms(batch, this.heightFactor);
    const widthZooms =
      this.widthFactor === null ? heightZooms : this.#drawZooms(batch, this.widthFactor);
    const matrices = zoomMatrices(heightZooms, widthZooms, height, width);
    return { heightZooms, widthZooms, matrices, height, width };
  }

  protected override facts(): Record<string, unknown> {
    return { heightFactor: this.heightFactor, widthFactor: this.widthFactor };
  }

  override getConfig(): ReturnType<RandomWarp<Zoom>["getConfig"]> {
    return {
      ...super.getConfig(),
      heightFactor: [...this.heightFactor],
      widthFactor: this.widthFactor === null ? null : [...this.widthFactor],
    };
  }

  #drawZooms(batch: number, [low, high]: FactorRange): Float32Array {
    return randomUniform(this.nextSeed(), batch, 1 + low, 1 + high);
  }

  // -1 would look at nothing; the range [-1, 1] that a factor of 1 means starts just there
  #readZoom(option: string, factor: unknown): FactorRange {
    const folded = foldFactor(factor);
    const given = Array.isArray(folded) ? folded : [folded];
    if (!given.some((value) => typeof value === "number" && value <= -1)) {
      return readFactor(this.getClassName(), option, folded, [-1, 1]);
    }
    throw new Error(
      `${this.getClassName()}: ${option} must lie in (-1, 1], as a number or a pair. ` +
        `Received: ${received(factor)}`,
    );
  }
}

registerLayer(RandomZoom);
