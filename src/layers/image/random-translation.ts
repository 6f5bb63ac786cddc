import { randomUniform } from "../../random/philox.js";
import { registerLayer } from "../base/register-layer.js";
import { type FactorRange, readFactor } from "./factor-range.js";
import type { ImageSize } from "./image-layout.js";
import { RandomWarp, type RandomWarpOptions, type Warp } from "./random-warp.js";

/** Options of `RandomTranslation`, Keras's under camelCase names. */
export interface RandomTranslationOptions extends RandomWarpOptions {
  /** Part of the height to move by, within [-1, 1], above 0 is down: f draws from [-f, f]. */
  readonly heightFactor: number | readonly [number, number];
  /** Part of the width to move by, within [-1, 1], above 0 is to the right: f draws from [-f, f]. */
  readonly widthFactor: number | readonly [number, number];
}

/** What `RandomTranslation` drew: by how many pixels each image moves. */
export interface Translation extends Warp {
  /** Downwards. */
  readonly rows: Float32Array;
  /** To the right. */
  readonly columns: Float32Array;
}

/**
 * Moves each image by a distance of its own, drawn anew at each call: called directly and in training. In
 * `predict` and `evaluate`, or with `{ training: false }`, images stay as they are.
 *
 * Takes one image [height, width, channels] or a batch of them, of any numeric type, and gives float32 of
 * the same shape. Masks in a dictionary `{ images, segmentationMasks, labels }` are moved with the images.
 *
 * @example
 * import { layers } from "preplab";
 * const right = layers.randomTranslation({
 *   heightFactor: 0, widthFactor: [0.25, 0.25], fillMode: "constant",
 * });
 * right([[[1], [2], [3], [4]]]).reshape([4]).print();
 * // Tensor
 * //     [0, 1, 2, 3]
 */
export class RandomTranslation extends RandomWarp<Translation> {
  static className = "RandomTranslation";

  readonly heightFactor: FactorRange;
  readonly widthFactor: FactorRange;

  constructor(options: RandomTranslationOptions) {
    super(options ?? {});
    const owner = this.getClassName();
    this.heightFactor = readFactor(owner, "heightFactor", options?.heightFactor, [-1, 1]);
    this.widthFactor = readFactor(owner, "widthFactor", options?.widthFactor, [-1, 1]);
  }

  protected override draw({ batch, height, width }: ImageSize): Translation {
    const rows = this.#drawShifts(batch, this.heightFactor, height);
    const columns = this.#drawShifts(batch, this.widthFactor, width);
    const matrices = new Float32Array(batch * 8);
    // 0 - shift: a shift of 0 must not become -0
    rows.forEach((down, i) => {
      matrices.set([1, 0, 0 - columns[i]!, 0, 1, 0 - down, 0, 0], i * 8);
    });
    return { rows, columns, matrices, height, width };
  }

  protected override facts(): Record<string, unknown> {
    return { heightFactor: this.heightFactor, widthFactor: this.widthFactor };
  }

  override getConfig(): ReturnType<RandomWarp<Translation>["getConfig"]> {
    return {
      ...super.getConfig(),
      heightFactor: [...this.heightFactor],
      widthFactor: [...this.widthFactor],
    };
  }

  #drawShifts(batch: number, [low, high]: FactorRange, size: number): Float32Array {
    return randomUniform(this.nextSeed(), batch, low, high).map((part) => part * size);
  }
}

registerLayer(RandomTranslation);
