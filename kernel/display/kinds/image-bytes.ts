import type { Description } from "../description.js";
import { byteSize } from "../numbers/byte-size.js";

type ImageType = "PNG" | "JPEG" | "GIF" | "WebP";

/** The bytes of an image file, by how they begin. */
export function imageType(bytes: Uint8Array): ImageType | undefined {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "PNG";
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return "JPEG";
  if (startsWith(bytes, [0x47, 0x49, 0x46, 0x38])) return "GIF";
  const isRiff = startsWith(bytes, [0x52, 0x49, 0x46, 0x46]);
  return isRiff && startsWith(bytes.subarray(8), [0x57, 0x45, 0x42, 0x50]) ? "WebP" : undefined;
}

export function isImageBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array && imageType(value) !== undefined;
}

/** The bytes of a PNG, JPEG, GIF or WebP file, shown as the picture they are. */
export function describeImageBytes(bytes: Uint8Array): Description {
  const type = imageType(bytes) ?? "PNG";
  const size = byteSize(bytes.length);
  const mime = `image/${type.toLowerCase()}`;
  if (type !== "PNG") return { kind: "media", mime, bytes, text: `${type} image (${size})` };
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 24) return { kind: "plain", text: `PNG image, cut short (${size})` };
  const width = header.getUint32(16);
  const height = header.getUint32(20);
  return {
    kind: "media",
    mime,
    bytes,
    width,
    height,
    text: `PNG image ${height}×${width} (${size})`,
  };
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}
