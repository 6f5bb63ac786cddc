const HEADER_BYTES = 4;
// taken before a cell can delete it
const { parse, stringify } = JSON;

/** One JSON value as a length-prefixed frame; newline-delimited JSON turns quadratic on 50 MB lines. */
export function encodeFrame(value: unknown): Buffer {
  const body = Buffer.from(stringify(value), "utf8");
  const frame = Buffer.allocUnsafe(HEADER_BYTES + body.length);
  frame.writeUInt32LE(body.length, 0);
  body.copy(frame, HEADER_BYTES);
  return frame;
}

/** Returns a function to feed with chunks; it calls `onFrame` once per complete frame, in order. */
export function createFrameDecoder(onFrame: (value: unknown) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let buffered = 0;
  let wanted = HEADER_BYTES;
  let inBody = false;

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
      if (!inBody) {
        wanted = part.readUInt32LE(0);
        inBody = true;
        continue;
      }
      inBody = false;
      wanted = HEADER_BYTES;
      onFrame(parse(part.toString("utf8")));
    }
  };
}
