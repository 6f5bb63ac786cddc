import { randomUniform } from "../../random/philox.js";
import { registerLayer } from "../base/register-layer.js";
import { type FactorRange, foldFactor, readFactor } from "./factor-range.js";
import type { ImageSize } from "./image-layout.js";
import { RandomWarp, type RandomWarpOptions, type Warp } from "./random-warp.js";

/** Options of `RandomShear`, Keras's under camelCase names. */
export interface RandomShearOptions extends RandomWarpOptions {
  /** Columns to slant by per row, within [0, 1]: f draws from [-f, f], a pair from between the two. */
  readonly xFactor?: number | readonly [number, number] | undefined;
  /** Rows to slant by per column, within [0, 1]: f draws from [-f, f], a pair from between the two. */
  readonly yFactor?: number | readonly [number, number] | undefined;
}

/** What `RandomShear` drew: how far each image slants, per row and per column. */
export interface Shear extends Warp {
  readonly xShears: Float32Array;
  readonly yShears: Float32Array;
}

/**
 * Slants each image about its upper left corner by amounts of its own, in either direction, drawn anew at
 * each call: called directly and in training. In `predict` and `evaluate`, or with `{ training: false }`,
 * images stay as they are.
 *
 * Takes one image [height, width, channels] or a batch of them, of any numeric type, and gives float32 of
 * the same shape. Masks in a dictionary `{ images, segmentationMasks, labels }` are slanted with the images.
 *
 * @example
 * import { layers, tf } from "preplab";
 * const slant = layers.randomShear({ xFactor: [1, 1], fillMode: "constant", seed: 1 });
 * const image = tf.tensor([[1, 2, 3], [4, 5, 6]]).reshape([2, 3, 1]);
 * slant(image).reshape([2, 3]).print();
 * // Tensor
 * //     [[1, 2, 3],
 * //      [0, 4, 5]]
 */
export class RandomShear extends RandomWarp<Shear> {
  static className = "RandomShear";

  readonly xFactor: FactorRange;
  readonly yFactor: FactorRange;

  constructor(options: RandomShearOptions = {}) {
    super(options);
    this.xFactor = this.#readShear("xFactor", options.xFactor ?? 0);
    this.yFactor = this.#readShear("yFactor", options.yFactor ?? 0);
  }

  protected override draw({ batch, height, width }: ImageSize): Shear {
    const signs = randomUniform(this.nextSeed(), batch, 0, 1).map((u) => (u > 0.5 ? -1 : 1));
    const yShears = this.#drawShears(signs, this.yFactor);
    const xShears = this.#drawShears(signs, this.xFactor);
    const matrices = new Float32Array(batch * 8);
    signs.forEach((_, i) => {
      matrices.set([1, xShears[i]!, 0, yShears[i]!, 1, 0, 0, 0], i * 8);
    });
    return { xShears, yShears, matrices, height, width };
  }

  protected override facts(): Record<string, unknown> {
    return { xFactor: this.xFactor, yFactor: this.yFactor };
  }

  override getConfig(): ReturnType<RandomWarp<Shear>["getConfig"]> {
    return { ...super.getConfig(), xFactor: [...this.xFactor], yFactor: [...this.yFactor] };
  }

  #drawShears(signs: Float32Array, [low, high]: FactorRange): Float32Array {
    return randomUniform(this.nextSeed(), signs.length, low, high).map((s, i) => s * signs[i]!);
  }

  #readShear(option: string, factor: unknown): FactorRange {
    const folded = foldFactor(factor);
    const range = readFactor(this.getClassName(), option, folded, [0, 1]);
    return typeof folded === "number" ? [0 - folded, folded] : range;
  }
}

registerLayer(RandomShear);
