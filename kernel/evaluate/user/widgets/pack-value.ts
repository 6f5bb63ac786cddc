import { types } from "node:util";
import { received } from "../../../../src/received.js";
import { isTensor } from "../../../display/kinds/tensor-content.js";
import { tensorRecord } from "./tensor-record.js";
import { pathText, type WirePath } from "./wire-path.js";

const DEEPEST = 100;

/** A value as a message carries it: JSON with gaps, and the bytes that belong into them. */
export interface PackedValue {
  /** undefined when the value is nothing but bytes */
  readonly json: unknown;
  readonly paths: readonly WirePath[];
  readonly buffers: readonly Uint8Array[];
}

interface Packing {
  /** what the value is part of, for errors */
  readonly root: string;
  readonly paths: WirePath[];
  readonly buffers: Uint8Array[];
  /** the records and arrays around the value */
  readonly around: Set<object>;
}

/**
 * Takes the bytes out of a part of a state: typed arrays, ArrayBuffers and DataViews, and tensors, which
 * turn into `{ dtype, shape, buffer }`. The bytes are views, not copies.
 *
 * Throws at what JSON would leave out or turn into something else.
 */
export function packValue(value: unknown, path: WirePath, root = "state"): PackedValue {
  const packing: Packing = { root, paths: [], buffers: [], around: new Set() };
  const json = pack(value, path, packing);
  return { json, paths: packing.paths, buffers: packing.buffers };
}

function pack(value: unknown, path: WirePath, packing: Packing): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value !== "object") throw refusal(value, path, packing);
  const bytes = bytesOf(value);
  if (bytes !== undefined) {
    packing.paths.push(path);
    packing.buffers.push(bytes);
    return undefined;
  }
  if (packing.around.has(value)) throw refusal(value, path, packing, "must not contain itself");
  if (path.length > DEEPEST)
    throw refusal(value, path, packing, `must not lie deeper than ${DEEPEST}`);
  packing.around.add(value);
  const packed = packObject(value, path, packing);
  packing.around.delete(value);
  return packed;
}

function packObject(value: object, path: WirePath, packing: Packing): unknown {
  if (isTensor(value))
    return pack(tensorRecord(value, pathText(path, packing.root)), path, packing);
  if (Array.isArray(value)) {
    // a gap for bytes is null here, so that the others keep their positions
    return Array.from(value, (item, i) => pack(item, [...path, i], packing) ?? null);
  }
  if ("toJSON" in value && typeof value.toJSON === "function") {
    return pack(value.toJSON(), path, packing);
  }
  if (isOpaque(value)) throw refusal(value, path, packing);
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => [key, pack(item, [...path, key], packing)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

/** What JSON would write as `{}`. */
function isOpaque(value: object): boolean {
  return (
    types.isMap(value) ||
    types.isSet(value) ||
    types.isPromise(value) ||
    types.isRegExp(value) ||
    types.isNativeError(value)
  );
}

function bytesOf(value: object): Uint8Array | undefined {
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  return types.isAnyArrayBuffer(value) ? new Uint8Array(value) : undefined;
}

function refusal(
  value: unknown,
  path: WirePath,
  { root }: Packing,
  expected = "must be bytes, a tensor, or what JSON can write",
): TypeError {
  const text = typeof value === "object" && value !== null ? kindOf(value) : received(value);
  return new TypeError(`widget: ${pathText(path, root)} ${expected}. Received: ${text}`);
}

/** its values may be many, or itself */
function kindOf(value: object): string {
  const { constructor: Kind } = value as Partial<object>; // there may be none
  return Kind === undefined || Kind === Object ? "an object" : `a ${Kind.name}`;
}
