import { rotationMatrices } from "../../ops/rotation-matrix.js";
import { randomUniform } from "../../random/philox.js";
import { registerLayer } from "../base/register-layer.js";
import { type FactorRange, readFactor } from "./factor-range.js";
import type { ImageSize } from "./image-layout.js";
import { RandomWarp, type RandomWarpOptions, type Warp } from "./random-warp.js";

/** Options of `RandomRotation`, Keras's under camelCase names. */
export interface RandomRotationOptions extends RandomWarpOptions {
  /** Fraction of a full turn, within [-1, 1]: f draws from [-f, f], a pair from between the two. */
  readonly factor: number | readonly [number, number];
}

/** What `RandomRotation` drew: one angle per image, and the matrices that follow from it. */
export interface Rotation extends Warp {
  /** Degrees, positive is counter-clockwise. */
  readonly angles: Float32Array;
}

/**
 * Turns each image by an angle of its own, drawn anew at each call: called directly and in training. In
 * `predict` and `evaluate`, or with `{ training: false }`, images stay as they are.
 *
 * Takes one image [height, width, channels] or a batch of them, of any numeric type, and gives float32 of
 * the same shape. A dictionary `{ images, segmentationMasks, labels }` has its masks turned with the images.
 *
 * @example
 * import { layers, tf } from "preplab";
 * const quarter = layers.randomRotation({ factor: [0.25, 0.25] });
 * const image = tf.tensor([[1, 2], [3, 4]]).reshape([2, 2, 1]);
 * quarter(image).reshape([2, 2]).print();
 * // Tensor
 * //     [[2, 4],
 * //      [1, 3]]
 */
export class RandomRotation extends RandomWarp<Rotation> {
  static className = "RandomRotation";

  readonly factor: FactorRange;

  constructor(options: RandomRotationOptions) {
    super(options ?? {});
    this.factor = readFactor(this.getClassName(), "factor", options?.factor, [-1, 1]);
  }

  protected override draw({ batch, height, width }: ImageSize): Rotation {
    const [low, high] = this.factor;
    const angles = randomUniform(this.nextSeed(), batch, low * 360, high * 360);
    return { angles, matrices: rotationMatrices(angles, height, width), height, width };
  }

  protected override facts(): Record<string, unknown> {
    return { factor: this.factor, fillMode: this.fillMode, interpolation: this.interpolation };
  }

  override getConfig(): ReturnType<RandomWarp<Rotation>["getConfig"]> {
    return { ...super.getConfig(), factor: [...this.factor] };
  }
}

registerLayer(RandomRotation);
