import type { NumberList } from "../numbers/number-statistics.js";
import type { Overlay } from "./overlay.js";

/** One image inside row-major data: `height` x `width` pixels of 1, 3 or 4 interleaved channels. */
export interface ImageSource {
  readonly data: NumberList;
  readonly offset: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly label?: string;
  readonly overlay?: Overlay;
}

const SMALLEST_PICTURE = 8;
const SMALLEST_MATRIX = 4;

export function isChannelCount(length: number | undefined): boolean {
  return length === 1 || length === 3 || length === 4;
}

/**
 * The images of a tensor shaped [h, w, c] or [n, h, w, c] with 1, 3 or 4 channels; `undefined` for
 * other shapes. From 4 to 7 pixels a side they are `small`: as much a matrix as a picture.
 */
export function imagesInShape(
  data: NumberList,
  shape: readonly number[],
): { images: ImageSource[]; small: boolean } | undefined {
  const [height = 0, width = 0, channels] = shape.slice(-3);
  if ((shape.length !== 3 && shape.length !== 4) || !isChannelCount(channels)) return undefined;
  const side = Math.min(height, width);
  if (side < SMALLEST_MATRIX) return undefined;
  return { images: splitImages(data, shape), small: side < SMALLEST_PICTURE };
}

/** Cuts [h, w], [h, w, c] or [n, h, w, c] into images that share the data. */
export function splitImages(data: NumberList, shape: readonly number[]): ImageSource[] {
  const [height = 0, width = 0, channels = 1] = shape.length === 2 ? shape : shape.slice(-3);
  const count = shape.length === 4 ? (shape[0] ?? 0) : 1;
  const size = height * width * channels;
  return Array.from({ length: count }, (_, i) => ({
    data,
    offset: i * size,
    height,
    width,
    channels,
  }));
}

/** The values of one image, without a copy where the data allow it. */
export function imageValues({ data, offset, height, width, channels }: ImageSource): NumberList {
  const end = offset + height * width * channels;
  return data instanceof Float32Array || data instanceof Int32Array || data instanceof Uint8Array
    ? data.subarray(offset, end)
    : Array.from(data).slice(offset, end);
}
