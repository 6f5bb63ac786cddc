import type { NumberList } from "../numbers/number-statistics.js";
import { memberOf } from "./member.js";

/** What is asked of a tensor, whichever copy of tfjs or backend it comes from. */
export interface TensorLike {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly isDisposed?: boolean;
  readonly name?: unknown;
  readonly trainable?: unknown;
  data(): Promise<unknown>;
  bytes?(): Promise<unknown>;
}

/** A tensor's data, read once. Numbers are read in place and must not be written to. */
export type TensorContent =
  | { readonly type: "numbers"; readonly numbers: NumberList }
  | { readonly type: "complex"; readonly parts: NumberList }
  | { readonly type: "strings"; readonly count: number; at(position: number): string };

export function isTensor(value: unknown): value is TensorLike {
  if (typeof value !== "object" || value === null) return false;
  const shape = memberOf(value, "shape");
  return (
    typeof memberOf(value, "data") === "function" &&
    typeof memberOf(value, "dtype") === "string" &&
    typeof memberOf(value, "dataId") === "object" &&
    Array.isArray(shape) &&
    shape.every((length) => Number.isInteger(length) && length >= 0)
  );
}

export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

const BYTES: Readonly<Record<string, number>> = { float32: 4, int32: 4, bool: 1, complex64: 8 };

/** Bytes held by the numbers of a tensor; `undefined` for strings. */
export function tensorBytes({ shape, dtype }: TensorLike): number | undefined {
  const each = BYTES[dtype];
  return each === undefined ? undefined : each * elementCount(shape);
}

/**
 * Reads a tensor without allocating another one; `undefined` when it was disposed. The backend is
 * asked at once, so that the tensor may be disposed as soon as this returns.
 */
export async function readTensor(tensor: TensorLike): Promise<TensorContent | undefined> {
  if (tensor.isDisposed === true) return undefined;
  // bytes() leaves the decoding of a million strings to those that are shown
  const strings = tensor.dtype === "string" && typeof tensor.bytes === "function";
  return contentOf(tensor, await (strings ? tensor.bytes?.() : tensor.data()));
}

/** Interprets what `data`, `dataSync` or `bytes` gave for a tensor. */
export function contentOf({ dtype }: TensorLike, read: unknown): TensorContent {
  if (dtype === "complex64") return { type: "complex", parts: read as NumberList };
  if (dtype !== "string") return { type: "numbers", numbers: read as NumberList };
  const items = read as readonly (string | Uint8Array)[];
  const decoder = new TextDecoder();
  const at = (position: number): string => {
    const item = items[position] ?? "";
    return typeof item === "string" ? item : decoder.decode(item);
  };
  return { type: "strings", count: items.length, at };
}
