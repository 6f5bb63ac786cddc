import type { Description } from "../description.js";
import { byteSize } from "../numbers/byte-size.js";

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];

export function isImageBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array && (startsWith(value, PNG) || startsWith(value, JPEG));
}

/** The bytes of a PNG or JPEG file, shown as the picture they are. */
export function describeImageBytes(bytes: Uint8Array): Description {
  const size = byteSize(bytes.length);
  if (!startsWith(bytes, PNG)) {
    return { kind: "media", mime: "image/jpeg", bytes, text: `JPEG image (${size})` };
  }
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 24) return { kind: "plain", text: `PNG image, cut short (${size})` };
  const width = header.getUint32(16);
  const height = header.getUint32(20);
  const text = `PNG image ${height}×${width} (${size})`;
  return { kind: "media", mime: "image/png", bytes, width, height, text };
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}
