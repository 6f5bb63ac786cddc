import { isImageBytes } from "./image-bytes.js";

type Fields = Readonly<Record<string, unknown>>;

/**
 * The file inside of an image: what `loadImage` of the canvas packages gives (`src`), or an encoder with
 * the size (`data`). `undefined` for everything else.
 */
export function imageFile(value: unknown): Uint8Array | undefined {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return undefined;
  const { width, height, naturalWidth, data, src } = value as Fields; // each is checked
  if (typeof width !== "number" || typeof height !== "number") return undefined;
  if (typeof naturalWidth !== "number") return isImageBytes(data) ? data : undefined;
  const file = typeof src === "string" ? dataAddressBytes(src) : src;
  return isImageBytes(file) ? file : undefined;
}

export function isImageFile(value: unknown): value is object {
  return imageFile(value) !== undefined;
}

function dataAddressBytes(address: string): Uint8Array | undefined {
  const base64 = /^data:image\/[a-z]+;base64,(.*)$/s.exec(address)?.[1];
  return base64 === undefined ? undefined : Buffer.from(base64, "base64");
}
