/** MIME data as messages carry it: bytes in base64, entries without content left out. */
export function encodeMedia(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data)
      .filter(([, content]) => content !== undefined)
      .map(([mime, content]) => [mime, content instanceof Uint8Array ? base64(content) : content]),
  );
}

function base64({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString("base64");
}
