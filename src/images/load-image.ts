import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Tensor3D } from "@tensorflow/tfjs";
import { received } from "../received.js";
import { tf } from "../tensorflow.js";
import { type DecodedImage, decodeImage } from "./decode-image.js";
import { isPixelSource, type PixelSource, readPixels } from "./pixel-source.js";

export interface LoadImageOptions {
  /** 1 for gray, 3 for RGB, 4 with alpha; what the file has by default */
  readonly channels?: 1 | 3 | 4;
}

/** What an image can be loaded from. */
export type LoadableImage = string | URL | Uint8Array | ArrayBuffer | PixelSource;

/**
 * An image as a float32 tensor [height, width, channels] of values from 0 to 255: a PNG or JPEG file,
 * an address (`http:`, `https:`, `data:` or `file:`), the bytes of a file, a canvas or its `ImageData`,
 * what another package decoded (`{ data, width, height }`) or an image of sharp. Deep PNGs are brought to
 * 0 ... 255 as well.
 *
 * @example
 * import { loadImage } from "preplab";
 * const bytes = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
 * const image = await loadImage(`data:image/png;base64,${bytes}`, { channels: 3 });
 * console.log(image.shape); // [ 1, 1, 3 ]
 */
export async function loadImage(
  source: LoadableImage,
  { channels }: LoadImageOptions = {},
): Promise<Tensor3D> {
  if (channels !== undefined && ![1, 3, 4].includes(channels)) {
    throw new RangeError(`loadImage: channels must be 1, 3 or 4. Received: ${channels}`);
  }
  const decoded = isPixelSource(source)
    ? await readPixels(source)
    : await decodeImage(await bytesOf(source));
  const wanted = channels ?? (decoded.channels === 2 ? 4 : decoded.channels);
  const values = withChannels(decoded, wanted);
  return tf.tensor3d(values, [decoded.height, decoded.width, wanted], "float32");
}

async function bytesOf(source: Exclude<LoadableImage, PixelSource>): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (typeof source !== "string" && !(source instanceof URL)) {
    throw new TypeError(
      `loadImage: expected a path, an address, bytes, a canvas or decoded pixels. Received: ${received(source)}`,
    );
  }
  const address = String(source);
  if (address.startsWith("file:")) return readFile(fileURLToPath(address));
  if (!/^(https?|data):/.test(address)) return readFile(address);
  const response = await fetch(address);
  if (!response.ok) {
    throw new Error(`loadImage: ${address} answered ${response.status} ${response.statusText}`);
  }
  return new Uint8Array(await response.arrayBuffer());
}

/** Gray from colours by the weights of Rec. 601, as Pillow and TensorFlow take it. */
function withChannels(image: DecodedImage, wanted: 1 | 3 | 4): Float32Array {
  const { data, channels } = image;
  const pixels = image.width * image.height;
  const result = new Float32Array(pixels * wanted);
  const isGray = channels <= 2;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const from = pixel * channels;
    const red = data[from] as number;
    const green = isGray ? red : (data[from + 1] as number);
    const blue = isGray ? red : (data[from + 2] as number);
    const to = pixel * wanted;
    if (wanted === 1) {
      result[to] = isGray ? red : Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
      continue;
    }
    result[to] = red;
    result[to + 1] = green;
    result[to + 2] = blue;
    if (wanted === 4)
      result[to + 3] = channels % 2 === 0 ? (data[from + channels - 1] as number) : 255;
  }
  return result;
}
