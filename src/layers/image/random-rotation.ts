import type { FillMode } from "../../ops/fill-mode.js";
import {
  type ImageBatch,
  type Interpolation,
  projectiveTransform,
} from "../../ops/projective-transform.js";
import { rotationMatrices } from "../../ops/rotation-matrix.js";
import { randomUniform } from "../../random/philox.js";
import { SeedGenerator } from "../../random/seed-generator.js";
import { received } from "../../received.js";
import { choose } from "../base/choose.js";
import { registerLayer } from "../base/register-layer.js";
import { type FactorRange, readFactor } from "./factor-range.js";
import { ImageLayer, type ImageLayerOptions } from "./image-layer.js";
import type { ImageSize } from "./image-layout.js";

/** Options of `RandomRotation`, Keras's under camelCase names. */
export interface RandomRotationOptions extends ImageLayerOptions {
  /** Fraction of a full turn, within [-1, 1]: f draws from [-f, f], a pair from between the two. */
  readonly factor: number | readonly [number, number];
  /** What fills the corners: `reflect` (default), `constant`, `wrap` or `nearest`. */
  readonly fillMode?: FillMode | undefined;
  /** `bilinear` (default) or `nearest`. */
  readonly interpolation?: Interpolation | undefined;
  /** An integer that makes the draws repeatable, equal to Keras's on TensorFlow. */
  readonly seed?: number | null | undefined;
  /** The value outside the image under `constant`. Defaults to 0. */
  readonly fillValue?: number | undefined;
}

/** What `RandomRotation` drew: one angle per image, and the matrices that follow from it. */
export interface Rotation {
  /** Degrees, positive is counter-clockwise. */
  readonly angles: Float32Array;
  /** Eight numbers per image, as `ops.projectiveTransform` takes them. */
  readonly matrices: Float32Array;
  readonly height: number;
  readonly width: number;
}

const FILL_MODES = ["reflect", "wrap", "constant", "nearest"] as const;

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
export class RandomRotation extends ImageLayer<Rotation> {
  static className = "RandomRotation";

  readonly factor: FactorRange;
  readonly fillMode: FillMode;
  readonly interpolation: Interpolation;
  readonly fillValue: number;
  readonly seed: number | null;
  readonly #generator: SeedGenerator;

  constructor(options: RandomRotationOptions) {
    super(options ?? {});
    const owner = this.getClassName();
    const {
      factor,
      fillMode = "reflect",
      interpolation = "bilinear",
      fillValue = 0,
    } = options ?? {};
    this.factor = readFactor(owner, "factor", factor, [-1, 1]);
    this.fillMode = choose(owner, "fillMode", fillMode, FILL_MODES);
    this.interpolation = choose(owner, "interpolation", interpolation, ["bilinear", "nearest"]);
    if (typeof fillValue !== "number" || !Number.isFinite(fillValue)) {
      throw new Error(
        `${owner}: fillValue must be a finite number. Received: ${received(fillValue)}`,
      );
    }
    this.fillValue = fillValue;
    this.seed = options.seed ?? null;
    this.#generator = new SeedGenerator(this.seed, owner);
  }

  /** Starts the random stream again: the next draw is the first one of this layer's seed. */
  resetSeed(): void {
    this.#generator.reset();
  }

  protected override draw({ batch, height, width }: ImageSize): Rotation {
    const [low, high] = this.factor;
    const angles = randomUniform(this.#generator.next(), batch, low * 360, high * 360);
    return { angles, matrices: rotationMatrices(angles, height, width), height, width };
  }

  protected override transformImages(images: ImageBatch, rotation: Rotation): ImageBatch {
    return this.#rotate(images, rotation, this.interpolation);
  }

  protected override transformMaskBatch(masks: ImageBatch, rotation: Rotation): ImageBatch {
    return this.#rotate(masks, rotation, "nearest");
  }

  protected override facts(): Record<string, unknown> {
    return { factor: this.factor, fillMode: this.fillMode, interpolation: this.interpolation };
  }

  override getConfig(): ReturnType<ImageLayer<Rotation>["getConfig"]> {
    return {
      ...super.getConfig(),
      factor: [...this.factor],
      fillMode: this.fillMode,
      interpolation: this.interpolation,
      fillValue: this.fillValue,
      seed: this.seed,
    };
  }

  #rotate(images: ImageBatch, rotation: Rotation, interpolation: Interpolation): ImageBatch {
    const [batch, height, width] = images.shape;
    const drawn = rotation.angles.length;
    if (
      height !== rotation.height ||
      width !== rotation.width ||
      (drawn !== 1 && drawn !== batch)
    ) {
      throw new Error(
        `${this.getClassName()}: expected ${drawn} image(s) of ${rotation.height}x${rotation.width}, ` +
          `as the transformation was drawn for. Received: ${batch} of ${height}x${width}`,
      );
    }
    return projectiveTransform(images, rotation.matrices, {
      fillMode: this.fillMode,
      interpolation,
      fillValue: this.fillValue,
    });
  }
}

registerLayer(RandomRotation);
