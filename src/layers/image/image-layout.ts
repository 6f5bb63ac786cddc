import { type NumericArray, sizeOf } from "../../ops/dense-array.js";
import type { ImageBatch } from "../../ops/projective-transform.js";

/** Where the channels stand in an image's shape. */
export type DataFormat = "channels_last" | "channels_first";

/** Height, width and count of images, whatever their layout. */
export interface ImageSize {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
}

/** Sizes in a shape of rank 3 (one image) or 4 (a batch). Throws, naming `owner`, for other ranks. */
export function imageSize(
  owner: string,
  shape: readonly number[],
  format: DataFormat,
): ImageSize & { readonly channels: number } {
  if (shape.length !== 3 && shape.length !== 4) {
    throw new Error(
      `${owner}: expected one image of rank 3 or a batch of rank 4. ` +
        `Received: shape [${shape.join(", ")}]`,
    );
  }
  const [a, b, c] = shape.slice(-3) as [number, number, number]; // the rank was checked
  const batch = shape.length === 4 ? shape[0]! : 1;
  return format === "channels_last"
    ? { batch, height: a, width: b, channels: c }
    : { batch, height: b, width: c, channels: a };
}

/** The images in [batch, height, width, channels] order; copied only when they are channels first. */
export function toChannelsLast(
  owner: string,
  { shape, values }: NumericArray,
  format: DataFormat,
): ImageBatch {
  const { batch, height, width, channels } = imageSize(owner, shape, format);
  return {
    values:
      format === "channels_last" ? values : swapChannels(values, batch, channels, height * width),
    shape: [batch, height, width, channels],
  };
}

/** The values of `images` in the given layout. */
export function fromChannelsLast(
  { shape: [batch, height, width, channels], values }: ImageBatch,
  format: DataFormat,
): ImageBatch["values"] {
  return format === "channels_last"
    ? values
    : swapChannels(values, batch, height * width, channels);
}

/** The shape with one channel put in. */
export function addChannel(shape: readonly number[], format: DataFormat): number[] {
  return format === "channels_last"
    ? [...shape, 1]
    : [...shape.slice(0, -2), 1, ...shape.slice(-2)];
}

/** The shape with its channels taken out. */
export function dropChannel(shape: readonly number[], format: DataFormat): number[] {
  return format === "channels_last"
    ? shape.slice(0, -1)
    : [...shape.slice(0, -3), ...shape.slice(-2)];
}

// transposes [batch, rows, columns] to [batch, columns, rows]
function swapChannels(
  values: ImageBatch["values"],
  batch: number,
  rows: number,
  columns: number,
): ImageBatch["values"] {
  const swapped = values.slice();
  const size = sizeOf([rows, columns]);
  for (let start = 0; start < batch * size; start += size) {
    for (let row = 0, i = start; row < rows; row++) {
      for (let column = 0; column < columns; column++, i++) {
        swapped[start + column * rows + row] = values[i]!;
      }
    }
  }
  return swapped;
}
