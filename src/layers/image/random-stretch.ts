import { type BoxBatch, clipBoxes, scaleBoxes } from "../../ops/box-batch.js";
import type { ImageBatch } from "../../ops/projective-transform.js";
import { type ResizeInterpolation, resize } from "../../ops/resize.js";
import { randomUniform } from "../../random/philox.js";
import { received } from "../../received.js";
import { choose } from "../base/choose.js";
import { requireDrawnFor } from "./drawn-for.js";
import type { FactorRange } from "./factor-range.js";
import { RandomImageLayer, type RandomImageLayerOptions } from "./random-image-layer.js";

/** Options of `RandomHeight` and `RandomWidth`, tf_keras's under camelCase names. */
export interface RandomStretchOptions extends RandomImageLayerOptions {
  /**
   * By which part the side grows, at least -1: f draws from [-f, f], a pair from between the two. 0.2 is a
   * fifth longer, -0.2 a fifth shorter.
   */
  readonly factor: number | readonly [number, number];
  /**
   * `bilinear` (default), `nearest`, `bicubic`, `area`, `lanczos3`, `lanczos5`, `gaussian` or
   * `mitchellcubic`.
   */
  readonly interpolation?: ResizeInterpolation | undefined;
}

/** What `RandomHeight` and `RandomWidth` drew: the new size of all images of a batch. */
export interface Stretch {
  readonly height: number;
  readonly width: number;
  /** Size of the images that it was drawn for. */
  readonly from: { readonly height: number; readonly width: number };
}

const INTERPOLATIONS = [
  "bilinear",
  "nearest",
  "bicubic",
  "area",
  "lanczos3",
  "lanczos5",
  "gaussian",
  "mitchellcubic",
] as const;

/** Base of the layers that make one side of all images of a batch longer or shorter. */
export abstract class RandomStretch extends RandomImageLayer<Stretch> {
  readonly factor: FactorRange;
  readonly interpolation: ResizeInterpolation;

  constructor(options: RandomStretchOptions) {
    super(options ?? {});
    const { factor, interpolation = "bilinear" } = options ?? {};
    this.factor = readGrowth(this.getClassName(), factor);
    this.interpolation = choose(
      this.getClassName(),
      "interpolation",
      interpolation,
      INTERPOLATIONS,
    );
  }

  /** A side's length after the next draw. */
  protected drawLength(length: number): number {
    const [low, high] = this.factor;
    const [scale] = randomUniform(this.nextSeed(), 1, 1 + low, 1 + high);
    const drawn = Math.trunc(Math.fround(scale! * length));
    if (drawn > 0) return drawn;
    throw new Error(
      `${this.getClassName()}: factor must leave at least one pixel. Received: ${length} pixels ` +
        `times ${scale}`,
    );
  }

  protected override transformImages(images: ImageBatch, stretch: Stretch): ImageBatch {
    return this.#resize(images, stretch, this.interpolation);
  }

  protected override transformMaskBatch(masks: ImageBatch, stretch: Stretch): ImageBatch {
    return this.#resize(masks, stretch, "nearest");
  }

  protected override transformBoxBatch(boxes: BoxBatch, { height, width }: Stretch): BoxBatch {
    const [scaleX, scaleY] = [width / boxes.width, height / boxes.height];
    return clipBoxes(scaleBoxes(boxes, { scaleX, scaleY, offsetX: 0, offsetY: 0, height, width }));
  }

  protected override facts(): Record<string, unknown> {
    return { factor: this.factor, interpolation: this.interpolation };
  }

  override getConfig(): ReturnType<RandomImageLayer<Stretch>["getConfig"]> {
    return {
      ...super.getConfig(),
      factor: [...this.factor],
      interpolation: this.interpolation,
    };
  }

  #resize(images: ImageBatch, stretch: Stretch, interpolation: ResizeInterpolation): ImageBatch {
    requireDrawnFor(this.getClassName(), { ...stretch.from, batch: 1 }, images);
    return resize(images, stretch.height, stretch.width, { interpolation });
  }
}

function readGrowth(owner: string, factor: unknown): FactorRange {
  const pair: unknown[] =
    typeof factor === "number" ? [-Math.abs(factor), Math.abs(factor)] : asArray(factor);
  const [low, high] = pair;
  if (pair.length === 2 && Number.isFinite(low) && Number.isFinite(high)) {
    const range: FactorRange = [Number(low), Number(high)];
    if (range[0] >= -1 && range[0] <= range[1]) return range;
  }
  throw new Error(
    `${owner}: factor must be a number in [-1, 1] or a growing pair of which the first is at ` +
      `least -1. Received: ${received(factor)}`,
  );
}

function asArray(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
