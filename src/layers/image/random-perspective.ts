import { homography } from "../../ops/homography.js";
import type { Interpolation } from "../../ops/projective-transform.js";
import { randomUniform } from "../../random/philox.js";
import { received } from "../../received.js";
import { registerLayer } from "../base/register-layer.js";
import { type FactorRange, readFactor } from "./factor-range.js";
import type { ImageSize } from "./image-layout.js";
import type { RandomImageLayerOptions } from "./random-image-layer.js";
import { RandomWarp, type Warp } from "./random-warp.js";

/** Options of `RandomPerspective`, Keras's under camelCase names. */
export interface RandomPerspectiveOptions extends RandomImageLayerOptions {
  /**
   * The chance of an image to be changed, itself drawn from [0, f] (default f: 1) or from between a pair,
   * within [0, 1].
   */
  readonly factor?: number | readonly [number, number] | undefined;
  /** How far corners may move, within [0, 1]: by half of it times their coordinates. Defaults to 1. */
  readonly scale?: number | undefined;
  /** `bilinear` (default) or `nearest`. */
  readonly interpolation?: Interpolation | undefined;
  /** The value outside the image. Defaults to 0. */
  readonly fillValue?: number | undefined;
}

/** What `RandomPerspective` drew: where the corners of the images go that are changed. */
export interface Perspective extends Warp {
  readonly isApplied: readonly boolean[];
  /** Eight numbers per image: x and y of the upper left, upper right, lower left and lower right corner. */
  readonly corners: Float32Array;
}

/**
 * Shows some images as if seen from the side: their corners move, the rest follows, drawn anew at each call:
 * called directly and in training. In `predict` and `evaluate`, or with `{ training: false }`, images stay
 * as they are.
 *
 * Takes one image [height, width, channels] or a batch of them, of at least 2x2 pixels and any numeric type,
 * and gives float32 of the same shape. Masks in a dictionary `{ images, segmentationMasks, labels }` are
 * changed with the images.
 *
 * @example
 * import { layers } from "preplab";
 * const tilt = layers.randomPerspective({ factor: [1, 1], scale: 0.5, seed: 1 });
 * const { corners } = tilt.sample([5, 5, 1]);
 * console.log(corners.length, corners[0], corners[2] >= 3 && corners[2] <= 5); // 8 0 true
 */
export class RandomPerspective extends RandomWarp<Perspective> {
  static className = "RandomPerspective";

  readonly factor: FactorRange;
  readonly scale: number;

  constructor(options: RandomPerspectiveOptions = {}) {
    super({ ...options, fillMode: "constant" });
    const owner = this.getClassName();
    const { factor = 1, scale = 1 } = options;
    this.factor = readFactor(owner, "factor", factor, [0, 1]);
    if (!(typeof scale === "number" && scale >= 0 && scale <= 1)) {
      throw new Error(`${owner}: scale must be a number in [0, 1]. Received: ${received(scale)}`);
    }
    this.scale = scale;
  }

  protected override draw({ batch, height, width }: ImageSize): Perspective {
    const limits = randomUniform(this.nextSeed(), batch, this.factor[0], this.factor[1]);
    const chances = randomUniform(this.nextSeed(), batch, 0, 1);
    const isApplied = Array.from(chances, (chance, i) => chance < limits[i]!);
    const [right, bottom] = [width - 1, height - 1];
    const start = [0, 0, right, 0, 0, bottom, right, bottom];
    const reach = 0.5 * this.scale;
    const moves = randomUniform(this.nextSeed(), batch * 8, -reach, reach);
    const corners = moves.map((move, i) => start[i % 8]! + Math.fround(start[i % 8]! * move));
    const matrices = new Float32Array(batch * 8);
    isApplied.forEach((applies, i) => {
      const end = corners.subarray(i * 8, i * 8 + 8);
      matrices.set(applies ? this.#solve(start, end) : [1, 0, 0, 0, 1, 0, 0, 0], i * 8);
    });
    return { isApplied, corners, matrices, height, width };
  }

  protected override facts(): Record<string, unknown> {
    return { factor: this.factor, scale: this.scale };
  }

  override getConfig(): ReturnType<RandomWarp<Perspective>["getConfig"]> {
    const { fillMode: _, ...config } = super.getConfig();
    return { ...config, factor: [...this.factor], scale: this.scale };
  }

  #solve(start: readonly number[], end: Float32Array): Float32Array {
    const matrix = homography(start, end);
    if (matrix !== undefined) return matrix;
    throw new Error(
      `${this.getClassName()}: expected images of at least 2x2 pixels. ` +
        `Received: ${start[7]! + 1}x${start[6]! + 1}`,
    );
  }
}

registerLayer(RandomPerspective);
