import { plainJson } from "./plain-json.js";

/**
 * MIME data as messages carry it: bytes in base64, objects as plain JSON, entries without content left
 * out. Throws a `TypeError` for an object that contains itself.
 */
export function encodeMedia(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data)
      .filter(([, content]) => content !== undefined)
      .map(([mime, content]) => [mime, encoded(content)]),
  );
}

function encoded(content: unknown): unknown {
  if (typeof content === "string") return content;
  return content instanceof Uint8Array ? base64(content) : plainJson(content);
}

function base64({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString("base64");
}
