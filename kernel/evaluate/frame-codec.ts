const HEADER_BYTES = 8;
// taken before a cell can delete it
const { parse, stringify } = JSON;
const { hasOwn } = Object;

/**
 * One JSON value as a frame that starts with its lengths; newline-delimited JSON turns quadratic on
 * 50 MB lines. Bytes under the name `buffers` of an object follow the JSON as they are.
 */
export function encodeFrame(value: unknown): Buffer {
  const buffers = buffersOf(value);
  const body = Buffer.from(
    stringify(
      buffers === undefined
        ? value
        : { ...(value as object), buffers: buffers.map(({ byteLength }) => byteLength) },
    ),
    "utf8",
  );
  const attached = buffers?.reduce((sum, { byteLength }) => sum + byteLength, 0) ?? 0;
  const frame = Buffer.allocUnsafe(HEADER_BYTES + body.length + attached);
  frame.writeUInt32LE(body.length, 0);
  frame.writeUInt32LE(attached, 4);
  body.copy(frame, HEADER_BYTES);
  let offset = HEADER_BYTES + body.length;
  for (const bytes of buffers ?? []) {
    frame.set(bytes, offset);
    offset += bytes.byteLength;
  }
  return frame;
}

/**
 * Returns a function to feed with chunks; it calls `onFrame` once per complete frame, in order.
 * Attached bytes are views of what was received.
 */
export function createFrameDecoder(onFrame: (value: unknown) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let buffered = 0;
  let wanted = HEADER_BYTES;
  let bodyLength: number | undefined;

  const take = (size: number): Buffer => {
    const all = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
    const head = all.subarray(0, size);
    const rest = all.subarray(size);
    chunks = rest.length > 0 ? [rest] : [];
    buffered = rest.length;
    return head;
  };

  return (chunk) => {
    chunks.push(chunk);
    buffered += chunk.length;
    while (buffered >= wanted) {
      const part = take(wanted);
      if (bodyLength === undefined) {
        bodyLength = part.readUInt32LE(0);
        wanted = bodyLength + part.readUInt32LE(4);
        continue;
      }
      const value: unknown = parse(part.toString("utf8", 0, bodyLength));
      const attached = part.subarray(bodyLength);
      bodyLength = undefined;
      wanted = HEADER_BYTES;
      onFrame(withBuffers(value, attached));
    }
  };
}

function buffersOf(value: unknown): readonly Uint8Array[] | undefined {
  return hasBuffers(value) ? (value.buffers as readonly Uint8Array[]) : undefined;
}

function withBuffers(value: unknown, attached: Buffer): unknown {
  if (!hasBuffers(value)) return value;
  let offset = 0;
  const buffers = (value.buffers as readonly number[]).map((length) => {
    offset += length;
    return attached.subarray(offset - length, offset);
  });
  return { ...value, buffers };
}

function hasBuffers(value: unknown): value is { readonly buffers: readonly unknown[] } {
  return typeof value === "object" && value !== null && hasOwn(value, "buffers");
}
