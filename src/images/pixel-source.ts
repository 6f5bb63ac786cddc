import type { DecodedImage } from "./decode-image.js";

/** Pixels in rows, as `ImageData` and decoders of image files hold them. */
export interface DecodedPixels {
  readonly width: number;
  readonly height: number;
  /** 1 to 4 values for each pixel, from 0 to 255 or, of 16 bits, to 65535 */
  readonly data: Uint8Array | Uint8ClampedArray | Uint16Array;
  /** colours that single values stand for, from 0 to 255 */
  readonly palette?: unknown;
}

/** A canvas of the packages `canvas` and `@napi-rs/canvas`, or one like a browser's. */
export interface CanvasLike {
  readonly width: number;
  readonly height: number;
  getContext(type: "2d"): unknown;
}

/** An image of sharp, with all that is going to be done to it. */
export interface SharpLike {
  clone(): unknown;
  metadata(): unknown;
  raw(): unknown;
}

/** Something that has pixels already, or makes them when asked. */
export type PixelSource = DecodedPixels | CanvasLike | SharpLike;

type Fields = Readonly<Record<string, unknown>>;

const MOST_CHANNELS = 4;

export function isPixelSource(value: unknown): value is PixelSource {
  return isDecodedPixels(value) || isCanvas(value) || isSharp(value);
}

/** Whether there is one value for each channel of each pixel, so that nothing else can be meant. */
export function isDecodedPixels(value: unknown): value is DecodedPixels {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return false;
  const { data, width, height, depth } = value as Fields; // each is checked
  const isDeep = data instanceof Uint16Array && depth === 16;
  if (!(data instanceof Uint8Array || data instanceof Uint8ClampedArray || isDeep)) return false;
  if (!isLength(width) || !isLength(height)) return false;
  const channels = data.length / (width * height);
  return Number.isInteger(channels) && channels >= 1 && channels <= MOST_CHANNELS;
}

export function isCanvas(value: unknown): value is CanvasLike {
  return hasMethods(value, ["getContext"]) && has(value, ["toBuffer", "toDataURL"]);
}

export function isSharp(value: unknown): value is SharpLike {
  return hasMethods(value, ["clone", "metadata", "raw", "toBuffer", "toFormat"]);
}

/** The pixels as they are now: what a canvas shows later changes nothing. */
export function readPixels(source: PixelSource): Promise<DecodedImage> | DecodedImage {
  if (isSharp(source)) return sharpPixels(source);
  return decodedImage(isDecodedPixels(source) ? source : canvasPixels(source as CanvasLike)); // the only one left
}

function decodedImage({ width, height, data, palette }: DecodedPixels): DecodedImage {
  const channels = (data.length / (width * height)) as DecodedImage["channels"]; // checked before
  if (channels === 1 && Array.isArray(palette)) return coloured(width, height, data, palette);
  const values = data instanceof Uint16Array ? Float32Array.from(data, deep) : data.slice();
  return { width, height, channels, data: values };
}

const deep = (value: number): number => value / 257;

function coloured(
  width: number,
  height: number,
  data: ArrayLike<number>,
  palette: readonly (readonly number[])[],
): DecodedImage {
  const channels = palette[0]?.length === 4 ? 4 : 3;
  const values = Uint8Array.from({ length: width * height * channels }, (_, i) => {
    const colour = palette[data[Math.floor(i / channels)] as number];
    return colour?.[i % channels] ?? 0;
  });
  return { width, height, channels, data: values };
}

/** The pixels of a canvas with four channels. Throws a `RangeError` for a canvas without any. */
export function canvasPixels(canvas: CanvasLike): DecodedPixels {
  const { width, height } = canvas;
  if (!isLength(width) || !isLength(height)) {
    throw new RangeError(`a canvas must have pixels. Received: ${height}×${width}`);
  }
  const context = canvas.getContext("2d") as {
    getImageData(left: number, top: number, width: number, height: number): DecodedPixels;
  };
  return context.getImageData(0, 0, width, height);
}

interface RawImage {
  readonly data: Uint8Array;
  readonly info: Pick<DecodedImage, "width" | "height" | "channels">;
}

async function sharpPixels(source: SharpLike): Promise<DecodedImage> {
  // raw() would change what the image is saved as
  const copy = source.clone() as {
    raw(): { toBuffer(options: { resolveWithObject: true }): Promise<RawImage> };
  };
  const { data, info } = await copy.raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return { width, height, channels, data };
}

function isLength(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0;
}

function hasMethods(value: unknown, names: readonly string[]): value is object {
  if (typeof value !== "object" || value === null) return false;
  return names.every((name) => typeof Reflect.get(value, name) === "function");
}

function has(value: object, names: readonly string[]): boolean {
  return names.some((name) => typeof Reflect.get(value, name) === "function");
}
