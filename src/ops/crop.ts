import type { ImageBatch } from "./projective-transform.js";

/** A rectangle of pixels. */
export interface PixelBox {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/**
 * The part of each image inside the box, which must lie within the images. Values keep their type.
 *
 * @example
 * import { ops } from "preplab";
 * const image = { values: Int32Array.of(1, 2, 3, 4), shape: [1, 2, 2, 1] } as const;
 * console.log(ops.crop(image, { top: 0, left: 1, height: 2, width: 1 }).values.join()); // 2,4
 */
export function crop({ values, shape }: ImageBatch, box: PixelBox): ImageBatch {
  const [batch, inputHeight, inputWidth, channels] = shape;
  const { top, left, height, width } = box;
  const rowSize = width * channels;
  const output = values.slice(0, batch * height * rowSize);
  for (let image = 0; image < batch; image++) {
    for (let y = 0; y < height; y++) {
      const from = ((image * inputHeight + top + y) * inputWidth + left) * channels;
      output.set(values.subarray(from, from + rowSize), (image * height + y) * rowSize);
    }
  }
  return { values: output, shape: [batch, height, width, channels] };
}

/** The largest box in the middle of an image that has the proportions of the target. */
export function aspectBox(
  height: number,
  width: number,
  targetHeight: number,
  targetWidth: number,
): PixelBox {
  const fitted = (size: number, wanted: number): number =>
    Math.max(Math.min(size, Math.trunc(wanted)), 1);
  const boxHeight = fitted(height, (width * targetHeight) / targetWidth);
  const boxWidth = fitted(width, (height * targetWidth) / targetHeight);
  return {
    top: Math.trunc((height - boxHeight) / 2),
    left: Math.trunc((width - boxWidth) / 2),
    height: boxHeight,
    width: boxWidth,
  };
}
