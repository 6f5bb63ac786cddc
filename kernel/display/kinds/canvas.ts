import { type CanvasLike, canvasPixels } from "../../../src/images/pixel-source.js";
import type { Description } from "../description.js";
import { describePixels } from "./decoded-pixels.js";
import { describeImageBytes } from "./image-bytes.js";

/** more than this is drawn again, smaller, to fit an output */
const MOST_PNG_BYTES = 700_000;

/** What is drawn on a canvas now, read before this returns. */
export function describeCanvas(canvas: CanvasLike): Description | Promise<Description> {
  const png = canvasPng(canvas);
  return png.length > MOST_PNG_BYTES
    ? describePixels(canvasPixels(canvas))
    : describeImageBytes(png);
}

/** The canvas as a PNG file. */
function canvasPng(canvas: CanvasLike): Uint8Array {
  const { toBuffer, toDataURL } = canvas as unknown as Readonly<Record<string, unknown>>; // checked below
  if (typeof toBuffer === "function") {
    const bytes: unknown = toBuffer.call(canvas, "image/png");
    if (bytes instanceof Uint8Array) return bytes;
  }
  if (typeof toDataURL === "function") {
    const [, base64 = ""] = String(toDataURL.call(canvas, "image/png")).split(",");
    return Buffer.from(base64, "base64");
  }
  throw new TypeError("a canvas without toBuffer and toDataURL");
}
