import type { Rectangles } from "../../ops/replace-boxes.js";
import { randomUniform, type SeedPair } from "../../random/philox.js";
import type { ImageSize } from "./image-layout.js";

const { fround } = Math;

/** The size of each image's rectangle as a part of the image's. */
export interface RectangleSizes {
  readonly widths: Float32Array;
  readonly heights: Float32Array;
}

/** Rectangles of the given sizes at random places inside the images, drawn across first, then down. */
export function drawRectangles(
  nextSeed: () => SeedPair,
  { batch, height, width }: ImageSize,
  { widths, heights }: RectangleSizes,
): Rectangles {
  const spans = (parts: Float32Array, length: number): [Float32Array, Float32Array] => {
    const lengths = parts.map((part) => part * length);
    const starts = randomUniform(nextSeed(), batch, 0, 1).map(
      (place, i) => place * fround(length - lengths[i]!),
    );
    return [starts, starts.map((start, i) => start + lengths[i]!)];
  };
  const [left, right] = spans(widths, width);
  const [top, bottom] = spans(heights, height);
  return { left, right, top, bottom };
}
