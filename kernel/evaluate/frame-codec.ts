import { uncurry } from "./uncurry.js";

/** `prep`, then the length of the body, little-endian */
const MAGIC = [0x70, 0x72, 0x65, 0x70] as const;
const HEADER_BYTES = 8;

// taken before a cell can replace or delete it
const { parse, stringify } = JSON;
const { from, alloc, concat } = Buffer;
const { prototype: objectPrototype, assign, entries } = Object;
const { prototype: arrayPrototype, isArray } = Array;
const subarray = uncurry<Buffer, [number, number?], Buffer>(Buffer.prototype.subarray);
const toText = uncurry<Buffer, [BufferEncoding], string>(Buffer.prototype.toString);

/** Something else than frames came along. */
export class FrameError extends Error {}

/** One JSON value as a length-prefixed frame; newline-delimited JSON turns quadratic on 50 MB lines. */
export function encodeFrame(value: unknown): Buffer {
  const body = from(toJson(value), "utf8");
  const header = alloc(HEADER_BYTES);
  for (let i = 0; i < MAGIC.length; i++) header[i] = MAGIC[i]!;
  for (let i = 0, rest = body.length; i < 4; i++, rest >>>= 8)
    header[MAGIC.length + i] = rest & 0xff;
  return concat([header, body]);
}

/** A cell may have given every object a `toJSON`. */
function toJson(value: unknown): string {
  const isPolluted = "toJSON" in objectPrototype || "toJSON" in arrayPrototype;
  return stringify(isPolluted ? withoutToJson(value) : value);
}

function withoutToJson(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const copy: object = assign(isArray(value) ? [] : {}, { toJSON: undefined });
  const own = entries(value);
  for (let i = 0; i < own.length; i++) {
    (copy as Record<string, unknown>)[own[i]![0]] = withoutToJson(own[i]![1]); // just made
  }
  return copy;
}

/**
 * Returns a function to feed with chunks; it calls `onFrame` once per complete frame, in order. It
 * throws a `FrameError` when it is fed something else.
 */
export function createFrameDecoder(onFrame: (value: unknown) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let buffered = 0;
  let wanted = HEADER_BYTES;
  let inBody = false;

  const take = (size: number): Buffer => {
    const all = chunks.length === 1 ? chunks[0]! : concat(chunks);
    const rest = subarray(all, size);
    chunks = rest.length > 0 ? [rest] : [];
    buffered = rest.length;
    return subarray(all, 0, size);
  };

  return (chunk) => {
    chunks[chunks.length] = chunk;
    buffered += chunk.length;
    while (buffered >= wanted) {
      const part = take(wanted);
      if (!inBody) {
        wanted = bodyLength(part);
        inBody = true;
        continue;
      }
      inBody = false;
      wanted = HEADER_BYTES;
      onFrame(parsed(toText(part, "utf8")));
    }
  };
}

function bodyLength(header: Buffer): number {
  let length = 0;
  for (let i = HEADER_BYTES - 1; i >= MAGIC.length; i--) length = length * 256 + header[i]!;
  for (let i = 0; i < MAGIC.length; i++) {
    if (header[i] !== MAGIC[i]) throw new FrameError("bytes that are not a frame");
  }
  return length;
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    throw new FrameError("a frame that is not JSON");
  }
}
