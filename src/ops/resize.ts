import type { ImageBatch } from "./projective-transform.js";
import { resizeArea } from "./resize-area.js";
import { resizeBilinear } from "./resize-bilinear.js";
import { resizeNearest } from "./resize-nearest.js";
import { resizeWeighted } from "./resize-weighted.js";
import { axisWeights, type ResizeKernel } from "./resize-weights.js";

/** How a resized pixel is read: the closest pixel, or a blend. */
export type ResizeInterpolation = "nearest" | "area" | ResizeKernel;

/** What `resize` does between the pixels. */
export interface ResizeOptions {
  readonly interpolation: ResizeInterpolation;
  /** Whether shrinking blends all pixels that fall together; without effect on `nearest` and `area`. */
  readonly antialias?: boolean;
}

/**
 * Images resized to [batch, height, width, channels], pixel centres at half-integers, as `tf.image.resize`
 * does. Values are float32, except under `nearest` or when the size stays: then they keep their type.
 *
 * @example
 * import { ops } from "preplab";
 * const image = { values: Float32Array.of(1, 2, 3, 4), shape: [1, 1, 4, 1] } as const;
 * console.log(ops.resize(image, 1, 2, { interpolation: "bilinear" }).values.join()); // 1.5,3.5
 */
export function resize(
  images: ImageBatch,
  height: number,
  width: number,
  { interpolation, antialias = false }: ResizeOptions,
): ImageBatch {
  const [, inputHeight, inputWidth] = images.shape;
  if (inputHeight === height && inputWidth === width) {
    return { values: images.values.slice(), shape: images.shape };
  }
  if (interpolation === "nearest") return resizeNearest(images, height, width);
  if (interpolation === "area") return resizeArea(images, height, width);
  if (interpolation === "bilinear" && !antialias) return resizeBilinear(images, height, width);
  return resizeWeighted(
    images,
    axisWeights(inputHeight, height, interpolation, antialias),
    axisWeights(inputWidth, width, interpolation, antialias),
  );
}
