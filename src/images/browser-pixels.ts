import type { browser } from "@tensorflow/tfjs";
import { type CanvasLike, isDecodedPixels } from "./pixel-source.js";

type Browser = typeof browser;
type Pixels = Parameters<Browser["fromPixels"]>[0];

const patched = new WeakSet<object>();

/**
 * Makes `fromPixels` and `toPixels` of tfjs work with the canvases of packages, whose `ImageData` is no
 * global name in Node.js.
 */
export function acceptCanvases(tfBrowser: Browser): void {
  if (patched.has(tfBrowser)) return;
  patched.add(tfBrowser);
  const { fromPixels, fromPixelsAsync, toPixels } = tfBrowser;
  const drawn: Browser["toPixels"] = async (image, canvas) => {
    if (canvas === undefined || canvas === null || "ImageData" in globalThis) {
      return toPixels(image, canvas);
    }
    const bytes = await toPixels(image);
    const height = Array.isArray(image) ? image.length : (image as { shape: number[] }).shape[0]!; // or tfjs threw
    draw(canvas as unknown as CanvasLike, bytes, height);
    return bytes;
  };
  Object.assign(tfBrowser, {
    fromPixels: (pixels: Pixels, channels?: number) => fromPixels(plainBytes(pixels), channels),
    fromPixelsAsync: (pixels: Pixels, channels?: number) =>
      fromPixelsAsync(plainBytes(pixels), channels),
    toPixels: drawn,
  });
}

/** tfjs knows pixels by their bytes, and clamped ones only by a global name. */
function plainBytes(pixels: Pixels): Pixels {
  if (!isDecodedPixels(pixels) || !(pixels.data instanceof Uint8ClampedArray)) return pixels;
  const { width, height, data } = pixels;
  return { width, height, data: new Uint8Array(data.buffer, data.byteOffset, data.length) };
}

function draw(canvas: CanvasLike, bytes: Uint8ClampedArray, height: number): void {
  const width = bytes.length / 4 / height;
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d") as {
    createImageData(width: number, height: number): { readonly data: Uint8ClampedArray };
    putImageData(image: object, left: number, top: number): void;
  };
  const image = context.createImageData(width, height);
  image.data.set(bytes);
  context.putImageData(image, 0, 0);
}
