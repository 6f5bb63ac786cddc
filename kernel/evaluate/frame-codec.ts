import { uncurry } from "./uncurry.js";

/** `prep`, then the lengths of the JSON and of the bytes that follow it, little-endian */
const MAGIC = [0x70, 0x72, 0x65, 0x70] as const;
const LENGTH_BYTES = 4;
const ATTACHED_AT = MAGIC.length + LENGTH_BYTES;
const HEADER_BYTES = ATTACHED_AT + LENGTH_BYTES;
/** bytes of UTF-8 for one code unit, at most */
const LONGEST_CHARACTER = 3;

// taken before a cell can replace or delete it
const { parse, stringify } = JSON;
const { from, alloc, concat } = Buffer;
const { prototype: objectPrototype, assign, entries, hasOwn } = Object;
const { prototype: arrayPrototype, isArray } = Array;
const subarray = uncurry<Buffer, [number, number?], Buffer>(Buffer.prototype.subarray);
const writeText = uncurry<Buffer, [string, number, BufferEncoding], number>(
  Buffer.prototype.write as (text: string, offset: number, encoding: BufferEncoding) => number,
);
const toText = uncurry<Buffer, [BufferEncoding, number, number], string>(Buffer.prototype.toString);

/** Something else than frames came along. */
export class FrameError extends Error {}

/**
 * One JSON value as a frame that starts with its lengths; newline-delimited JSON turns quadratic on
 * 50 MB lines. Bytes under the name `buffers` of an object follow the JSON as they are.
 */
export function encodeFrame(value: unknown): Buffer {
  if (!hasBuffers(value)) return framed(from(toJson(value), "utf8"), []);
  const buffers = value.buffers as readonly Uint8Array[];
  const lengths: number[] = [];
  for (let i = 0; i < buffers.length; i++) lengths[i] = buffers[i]!.byteLength;
  return framed(from(toJson({ ...value, buffers: lengths }), "utf8"), buffers);
}

function framed(body: Buffer, attached: readonly Uint8Array[]): Buffer {
  const header = alloc(HEADER_BYTES);
  const parts: Uint8Array[] = [header, body];
  let length = 0;
  for (let i = 0; i < attached.length; i++) {
    parts[i + 2] = attached[i]!;
    length += attached[i]!.byteLength;
  }
  writeHeader(header, body.length, length);
  return concat(parts);
}

/**
 * Writes a value that is JSON already as a frame into `target` and returns its length; undefined when
 * it may not fit.
 */
export function encodeInto(target: Buffer, json: string): number | undefined {
  if (HEADER_BYTES + json.length * LONGEST_CHARACTER > target.length) return undefined;
  const length = writeText(target, json, HEADER_BYTES, "utf8");
  writeHeader(target, length, 0);
  return HEADER_BYTES + length;
}

function writeHeader(target: Buffer, body: number, attached: number): void {
  for (let i = 0; i < MAGIC.length; i++) target[i] = MAGIC[i]!;
  writeLength(target, MAGIC.length, body);
  writeLength(target, ATTACHED_AT, attached);
}

function writeLength(target: Buffer, at: number, length: number): void {
  for (let i = 0, rest = length; i < LENGTH_BYTES; i++, rest >>>= 8) target[at + i] = rest & 0xff;
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
 * Returns a function to feed with chunks; it calls `onFrame` once per complete frame, in order.
 * Attached bytes are views of what was received. It throws a `FrameError` when it is fed something else.
 */
export function createFrameDecoder(onFrame: (value: unknown) => void): (chunk: Buffer) => void {
  let data: Buffer = alloc(0);
  let at = 0;
  let late: Buffer[] = [];
  let available = 0;
  let wanted = HEADER_BYTES;

  /** frames may come in many chunks: they are joined once, when all of one is there */
  const join = () => {
    const parts = at < data.length ? [subarray(data, at)] : [];
    for (let i = 0; i < late.length; i++) parts[parts.length] = late[i]!;
    data = parts.length === 1 ? parts[0]! : concat(parts);
    at = 0;
    late = [];
  };

  return (chunk) => {
    late[late.length] = chunk;
    available += chunk.length;
    if (available < wanted) return;
    join();
    for (;;) {
      wanted = HEADER_BYTES;
      if (available < wanted) return;
      requireMagic(data, at);
      const body = readLength(data, at + MAGIC.length);
      wanted += body + readLength(data, at + ATTACHED_AT);
      if (available < wanted) return;
      const start = at + HEADER_BYTES;
      // before the call: what it runs may be terminated
      at += wanted;
      available -= wanted;
      const value = parsed(toText(data, "utf8", start, start + body));
      onFrame(withBuffers(value, subarray(data, start + body, at)));
    }
  };
}

function requireMagic(data: Buffer, at: number): void {
  for (let i = 0; i < MAGIC.length; i++) {
    if (data[at + i] !== MAGIC[i]) throw new FrameError("bytes that are not a frame");
  }
}

function readLength(data: Buffer, at: number): number {
  let length = 0;
  for (let i = LENGTH_BYTES - 1; i >= 0; i--) length = length * 256 + data[at + i]!;
  return length;
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    throw new FrameError("a frame that is not JSON");
  }
}

function withBuffers(value: unknown, attached: Buffer): unknown {
  if (!hasBuffers(value)) return value;
  const lengths = value.buffers as readonly number[];
  const buffers: Buffer[] = [];
  for (let i = 0, offset = 0; i < lengths.length; offset += lengths[i++]!) {
    buffers[i] = subarray(attached, offset, offset + lengths[i]!);
  }
  return { ...value, buffers };
}

function hasBuffers(value: unknown): value is { readonly buffers: readonly unknown[] } {
  return typeof value === "object" && value !== null && hasOwn(value, "buffers");
}
