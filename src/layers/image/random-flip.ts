import type { Tensor2D, Tensor4D } from "@tensorflow/tfjs";
import { type BoxBatch, clipBoxes } from "../../ops/box-batch.js";
import { type Flips, flip } from "../../ops/flip.js";
import type { ImageBatch } from "../../ops/projective-transform.js";
import { randomUniform } from "../../random/philox.js";
import { tf } from "../../tensorflow.js";
import { choose } from "../base/choose.js";
import { type Compat, readCompat } from "../base/compat.js";
import { registerLayer } from "../base/register-layer.js";
import { requireDrawCount } from "./drawn-for.js";
import type { TensorTransform } from "./image-batch-tensor.js";
import type { ImageSize } from "./image-layout.js";
import { RandomImageLayer, type RandomImageLayerOptions } from "./random-image-layer.js";

/** Along which axes `RandomFlip` mirrors. */
export type FlipMode = "horizontal" | "vertical" | "horizontal_and_vertical";

/** Options of `RandomFlip`, Keras's under camelCase names. */
export interface RandomFlipOptions extends RandomImageLayerOptions {
  /** `horizontal`, `vertical` or `horizontal_and_vertical` (default). */
  readonly mode?: FlipMode | "horizontalAndVertical" | undefined;
  /**
   * In the mode `horizontal_and_vertical`, `keras3` (default) mirrors both axes or none, as Keras 3 does;
   * `tf_keras` draws for each axis on its own.
   */
  readonly compat?: Compat | "tfKeras" | undefined;
}

const MODES = ["horizontal", "vertical", "horizontal_and_vertical"] as const;

/**
 * Mirrors each image or leaves it, with even chances, drawn anew at each call: called directly and in
 * training. In `predict` and `evaluate`, or with `{ training: false }`, images stay as they are.
 *
 * Takes one image [height, width, channels] or a batch of them, of any numeric type, and gives float32 of
 * the same shape. Masks in a dictionary `{ images, segmentationMasks, labels }` are mirrored with the images.
 *
 * @example
 * import { layers } from "preplab";
 * const mirror = layers.randomFlip({ mode: "horizontal", seed: 3 });
 * mirror([[[1], [2]]]).reshape([2]).print();
 * // Tensor
 * //     [2, 1]
 */
export class RandomFlip extends RandomImageLayer<Flips> {
  static className = "RandomFlip";

  readonly mode: FlipMode;
  readonly compat: Compat;

  constructor(options: RandomFlipOptions = {}) {
    super(options);
    const owner = this.getClassName();
    this.mode = choose(owner, "mode", options.mode ?? "horizontal_and_vertical", MODES);
    this.compat = readCompat(owner, options.compat);
  }

  protected override draw({ batch }: ImageSize): Flips {
    const flips = this.#drawFlags(batch);
    const none = flips.map(() => false);
    if (this.mode === "horizontal") return { horizontal: flips, vertical: none };
    if (this.mode === "vertical") return { horizontal: none, vertical: flips };
    const vertical = this.compat === "keras3" ? flips : this.#drawFlags(batch);
    return { horizontal: flips, vertical };
  }

  protected override transformImages(images: ImageBatch, flips: Flips): ImageBatch {
    requireDrawCount(this.getClassName(), flips.horizontal.length, images);
    return flip(images, flips);
  }

  protected override onBackend(): TensorTransform<Flips> {
    return {
      // one operation for mirrored images and others
      transform: (images, flips) =>
        tf.image.transform(images, mirrorMatrices(flips, images.shape), "nearest"),
    };
  }

  protected override transformMaskBatch(masks: ImageBatch, flips: Flips): ImageBatch {
    return this.transformImages(masks, flips);
  }

  protected override transformBoxBatch(boxes: BoxBatch, flips: Flips): BoxBatch {
    const { height, width, count } = boxes;
    const mirrored = boxes.boxes.slice();
    for (let i = 0; i < mirrored.length; i += 4) {
      const image = flips.horizontal.length === 1 ? 0 : Math.floor(i / 4 / count);
      const [x1, y1, x2, y2] = mirrored.subarray(i, i + 4);
      if (flips.horizontal[image] === true) mirrored.set([width - x2!, y1!, width - x1!, y2!], i);
      const [left, , right] = mirrored.subarray(i, i + 4);
      if (flips.vertical[image] === true) {
        mirrored.set([left!, height - y2!, right!, height - y1!], i);
      }
    }
    return clipBoxes({ ...boxes, boxes: mirrored });
  }

  protected override facts(): Record<string, unknown> {
    return { mode: this.mode };
  }

  override getConfig(): ReturnType<RandomImageLayer<Flips>["getConfig"]> {
    return { ...super.getConfig(), mode: this.mode, compat: this.compat };
  }

  #drawFlags(batch: number): boolean[] {
    return Array.from(randomUniform(this.nextSeed(), batch, 0, 1), (chance) => chance <= 0.5);
  }
}

/** Eight numbers per image, as `tf.image.transform` takes them. */
function mirrorMatrices(
  { horizontal, vertical }: Flips,
  [, height, width]: Tensor4D["shape"],
): Tensor2D {
  return tf.tensor2d(
    horizontal.map((isMirrored, i) => [
      ...(isMirrored ? [-1, 0, width - 1] : [1, 0, 0]),
      ...(vertical[i] === true ? [0, -1, height - 1] : [0, 1, 0]),
      ...[0, 0],
    ]),
  );
}

registerLayer(RandomFlip);
