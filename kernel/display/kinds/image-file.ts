import { isImageBytes } from "./image-bytes.js";
import { memberOf } from "./member.js";

type Fields = Readonly<Record<string, unknown>>;

/**
 * The file inside of an image: what `loadImage` of the canvas packages gives (`src`), or an encoder with
 * the size (`data`). `undefined` for everything else.
 */
export function imageFile(value: unknown): Uint8Array | undefined {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return undefined;
  const data = memberOf(value, "data");
  if (isImageBytes(data)) {
    const isSized = ["width", "height"].every((name) => typeof memberOf(value, name) === "number");
    return isSized ? data : undefined;
  }
  if (typeof memberOf(value, "decode") !== "function") return undefined;
  const { naturalWidth, src } = value as Fields; // each is checked
  if (typeof naturalWidth !== "number") return undefined;
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
