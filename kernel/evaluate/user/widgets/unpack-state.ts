import { isRecord } from "./is-record.js";
import { valueAt, type WirePath } from "./wire-path.js";

type State = Readonly<Record<string, unknown>>;

/**
 * Puts the bytes of a front end's message into the state they came with. Where `previous` holds a typed
 * array they become one of its type, elsewhere they are a Uint8Array.
 */
export function unpackState(
  state: State,
  paths: unknown,
  buffers: readonly Uint8Array<ArrayBuffer>[],
  previous: (path: WirePath) => unknown,
): State {
  const root: Record<string, unknown> = { ...state };
  if (!Array.isArray(paths)) return root;
  buffers.slice(0, paths.length).forEach((bytes, i) => {
    const path = wirePath(paths[i]);
    const last = path.at(-1);
    if (last === undefined) return;
    const holder = valueAt(root, path.slice(0, -1));
    if (!isRecord(holder) && !Array.isArray(holder)) return;
    const value = likeBefore(bytes, previous(path));
    Object.defineProperty(holder, last, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  });
  return root;
}

function wirePath(path: unknown): WirePath {
  const isStep = (step: unknown) => typeof step === "string" || typeof step === "number";
  return Array.isArray(path) && path.every(isStep) ? path : [];
}

function likeBefore(bytes: Uint8Array<ArrayBuffer>, before: unknown): ArrayBufferView {
  if (!ArrayBuffer.isView(before) || before instanceof DataView) return bytes;
  const { constructor: Type, BYTES_PER_ELEMENT: width } = before as Float32Array; // or one of its kin
  if (bytes.byteLength % width !== 0) return bytes;
  return new (Type as Float32ArrayConstructor)(bytes.buffer);
}
