import { memberOf } from "./member.js";

/** A canvas of the packages `canvas` and `@napi-rs/canvas`, or one like a browser's. */
export interface CanvasLike {
  readonly width: number;
  readonly height: number;
  getContext(type: "2d"): unknown;
}

export function isCanvas(value: unknown): value is CanvasLike {
  if (typeof value !== "object" || value === null) return false;
  const has = (name: string) => typeof memberOf(value, name) === "function";
  return has("getContext") && (has("toBuffer") || has("toDataURL"));
}

/** The canvas as a PNG file, as it is drawn now. */
export function canvasPng(canvas: CanvasLike): Uint8Array {
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
