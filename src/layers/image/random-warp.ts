import { type BoxBatch, clipBoxes, warpBoxes } from "../../ops/box-batch.js";
import type { FillMode } from "../../ops/fill-mode.js";
import {
  type ImageBatch,
  type Interpolation,
  projectiveTransform,
} from "../../ops/projective-transform.js";
import { received } from "../../received.js";
import { tf } from "../../tensorflow.js";
import { choose } from "../base/choose.js";
import { requireDrawnFor } from "./drawn-for.js";
import type { TensorTransform } from "./image-batch-tensor.js";
import { RandomImageLayer, type RandomImageLayerOptions } from "./random-image-layer.js";

/** Options of the layers that move pixels, Keras's under camelCase names. */
export interface RandomWarpOptions extends RandomImageLayerOptions {
  /** What fills the places that no pixel moved to: `reflect` (default), `constant`, `wrap` or `nearest`. */
  readonly fillMode?: FillMode | undefined;
  /** `bilinear` (default) or `nearest`. */
  readonly interpolation?: Interpolation | undefined;
  /** The value outside the image under `constant`. Defaults to 0. */
  readonly fillValue?: number | undefined;
}

/** A draw that moves the pixels of images of one size. */
export interface Warp {
  /** Eight numbers per image, as `ops.projectiveTransform` takes them. */
  readonly matrices: Float32Array;
  readonly height: number;
  readonly width: number;
}

const FILL_MODES = ["reflect", "wrap", "constant", "nearest"] as const;

/** Base of the layers that move each image by a projective transform of its own. */
export abstract class RandomWarp<T extends Warp> extends RandomImageLayer<T> {
  readonly fillMode: FillMode;
  readonly interpolation: Interpolation;
  readonly fillValue: number;

  constructor(options: RandomWarpOptions) {
    super(options);
    const owner = this.getClassName();
    const { fillMode = "reflect", interpolation = "bilinear", fillValue = 0 } = options;
    this.fillMode = choose(owner, "fillMode", fillMode, FILL_MODES);
    this.interpolation = choose(owner, "interpolation", interpolation, ["bilinear", "nearest"]);
    if (typeof fillValue !== "number" || !Number.isFinite(fillValue)) {
      throw new Error(
        `${owner}: fillValue must be a finite number. Received: ${received(fillValue)}`,
      );
    }
    this.fillValue = fillValue;
  }

  protected override transformImages(images: ImageBatch, warp: T): ImageBatch {
    return this.#warp(images, warp, this.interpolation);
  }

  protected override onBackend(): TensorTransform<T> {
    const { interpolation, fillMode, fillValue } = this;
    return {
      transform(images, { matrices }) {
        const transforms = tf.tensor2d(matrices, [matrices.length / 8, 8]);
        return tf.image.transform(images, transforms, interpolation, fillMode, fillValue);
      },
    };
  }

  protected override transformMaskBatch(masks: ImageBatch, warp: T): ImageBatch {
    return this.#warp(masks, warp, "nearest");
  }

  protected override transformBoxBatch(boxes: BoxBatch, warp: T): BoxBatch {
    return clipBoxes(warpBoxes(boxes, warp.matrices));
  }

  override getConfig(): ReturnType<RandomImageLayer<T>["getConfig"]> {
    return {
      ...super.getConfig(),
      fillMode: this.fillMode,
      interpolation: this.interpolation,
      fillValue: this.fillValue,
    };
  }

  #warp(images: ImageBatch, warp: T, interpolation: Interpolation): ImageBatch {
    const drawn = { ...warp, batch: warp.matrices.length / 8 };
    requireDrawnFor(this.getClassName(), drawn, images);
    return projectiveTransform(images, warp.matrices, {
      fillMode: this.fillMode,
      interpolation,
      fillValue: this.fillValue,
    });
  }
}
