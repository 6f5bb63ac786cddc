import type { Tensor } from "@tensorflow/tfjs";
import { readTensor } from "../layers/base/read-input.js";
import { type NumericArray, sizeOf } from "../ops/dense-array.js";
import { RaggedTensor } from "../ragged-tensor.js";
import { tf } from "../tensorflow.js";
import { joinBytes, type StringBytes, viewsOf } from "./packed-strings.js";

/** The strings of a tensor. */
export interface PackedStrings extends StringBytes {
  readonly kind: "strings";
  readonly shape: readonly number[];
}

/** The numbers of a tensor. */
export interface PackedNumbers extends NumericArray {
  readonly kind: "numbers";
}

/** The values of a `RaggedTensor`. */
export interface PackedRagged {
  readonly kind: "ragged";
  readonly values: Int32Array;
  readonly ends: Int32Array;
  readonly outer: readonly number[];
}

/**
 * An element of a dataset without tensors: held as long as one likes without being disposed, sent to another
 * thread without copying its arrays, and made into an element again. `O` is a further kind of leaf.
 */
export type HostElement<O = never> =
  | PackedStrings
  | PackedNumbers
  | PackedRagged
  | { readonly kind: "list"; readonly items: readonly HostElement<O>[] }
  | { readonly kind: "record"; readonly items: readonly (readonly [string, HostElement<O>])[] }
  | { readonly kind: "plain"; readonly value: unknown }
  | { readonly kind: "other"; readonly value: O };

/** How an element is read. */
export interface HostOptions<O = never> {
  /** Who reads, for errors. */
  readonly owner: string;
  /** Claims leaves of a further kind. */
  readonly other?: (value: unknown) => O | undefined;
  /** Whether the tensors are used no more, so that their buffers may be taken over. Defaults to false. */
  readonly isLast?: boolean;
}

/** An element's values; its tensors are not disposed. */
export function toHost<O = never>(value: unknown, options: HostOptions<O>): HostElement<O> {
  const claimed = options.other?.(value);
  if (claimed !== undefined) return { kind: "other", value: claimed };
  if (typeof value !== "object" || value === null) return { kind: "plain", value };
  if (value instanceof RaggedTensor) {
    const outer = value.shape.slice(0, -1) as number[]; // only the last size is open
    return { kind: "ragged", values: ownValues(value.values, options), ends: value.rowEnds, outer };
  }
  if (value instanceof tf.Tensor) return packTensor(value, options);
  if (Array.isArray(value)) {
    return value.some(isObject)
      ? { kind: "list", items: value.map((item) => toHost(item, options)) }
      : { kind: "plain", value };
  }
  if (!isRecord(value)) return { kind: "plain", value };
  return {
    kind: "record",
    items: Object.entries(value).map(([key, item]) => [key, toHost(item, options)]),
  };
}

/** The element again, its tensors new ones. `other` turns leaves of the further kind into values. */
export function fromHost<O = never>(
  host: HostElement<O>,
  other: (value: O) => unknown = (value) => value,
): unknown {
  switch (host.kind) {
    case "numbers":
      return tf.tensor(host.values as Float32Array, [...host.shape], host.dtype); // tfjs only reads them
    case "strings":
      return tf.tensor(viewsOf(host) as unknown as string[], [...host.shape], "string"); // bytes do, too
    case "ragged":
      return new RaggedTensor(host, host.outer);
    case "list":
      return host.items.map((item) => fromHost(item, other));
    case "record":
      return Object.fromEntries(host.items.map(([key, item]) => [key, fromHost(item, other)]));
    case "plain":
      return host.value;
    case "other":
      return other(host.value);
  }
}

/** The same element with leaves of the further kind resolved. */
export async function settleHost<O>(
  host: HostElement<O>,
  settle: (value: O) => Promise<HostElement>,
): Promise<HostElement> {
  switch (host.kind) {
    case "list":
      return {
        kind: "list",
        items: await Promise.all(host.items.map((item) => settleHost(item, settle))),
      };
    case "record":
      return {
        kind: "record",
        items: await Promise.all(
          host.items.map(async ([key, item]) => [key, await settleHost(item, settle)] as const),
        ),
      };
    case "other":
      return settle(host.value);
    default:
      return host;
  }
}

/**
 * The buffers that a message may hand over instead of copying: those of tensors, which nobody else reads.
 * Leaves of the further kind have none.
 */
export function buffersOf<O>(
  host: HostElement<O>,
  found = new Set<ArrayBuffer>(),
): Set<ArrayBuffer> {
  const add = ({ buffer, byteLength }: Uint8Array | Int32Array | NumericArray["values"]): void => {
    // a view on part of a larger buffer would take the rest with it
    if (buffer instanceof ArrayBuffer && byteLength === buffer.byteLength) found.add(buffer);
  };
  if (host.kind === "numbers") add(host.values);
  if (host.kind === "strings") {
    add(host.bytes);
    add(host.ends);
  }
  if (host.kind === "ragged") add(host.values);
  if (host.kind === "list") for (const item of host.items) buffersOf(item, found);
  if (host.kind === "record") for (const [, item] of host.items) buffersOf(item, found);
  return found;
}

/** Whether a value is an object with keys, not an array, a tensor or an instance of a class. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function packTensor(tensor: Tensor, options: HostOptions<unknown>): PackedNumbers | PackedStrings {
  if (tensor.dtype === "string") {
    const strings = sizeOf(tensor.shape) === 0 ? [] : tf.engine().readSync(tensor.dataId);
    const joined = joinBytes(strings as unknown as readonly Uint8Array[]); // how tfjs keeps strings
    return { kind: "strings", shape: tensor.shape, ...joined };
  }
  const { shape, dtype } = tensor;
  return { kind: "numbers", shape, dtype, values: ownValues(tensor, options) } as PackedNumbers;
}

// the cpu backend gives its live buffer, the others a copy
function ownValues(tensor: Tensor, { owner, isLast = false }: HostOptions<unknown>): Int32Array {
  const { values } = readTensor(owner, tensor) as NumericArray; // strings are packed elsewhere
  const isLive = tf.getBackend() === "cpu" && !isLast;
  return (isLive ? values.slice() : values) as Int32Array; // or another kind of numbers
}
