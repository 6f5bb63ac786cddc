import { types } from "node:util";
import type { NumberList } from "../numbers/number-statistics.js";
import { memberOf } from "./member.js";
import type { RaggedTensorLike } from "./ragged-tensor.js";
import { isTensor, type TensorLike } from "./tensor-content.js";

const GROUP_MOST = 1000;

export type TensorGroup = readonly TensorLike[] | Readonly<Record<string, TensorLike>>;

export interface SymbolicTensorLike {
  readonly shape: readonly (number | null)[];
  readonly dtype: string;
  readonly name?: string;
}

export type TypedArray = NumberList & ArrayBufferView;

export interface LookupRow {
  readonly index: number;
  readonly token: string | number | null;
  readonly count?: number;
  /** what the index weighs in the output mode `tf_idf` */
  readonly idf?: number;
  /** set on the rows that stand for no token of the vocabulary */
  readonly special?: "mask" | "oov";
}

/** What a layer that maps tokens to indices answers when asked for its table. */
export interface LookupTable {
  readonly layer: string;
  readonly size: number;
  readonly numOov: number;
  readonly invert?: boolean;
  readonly adapted: boolean;
  /** tokens seen by `adapt`; null for a vocabulary that was given */
  readonly adaptedOn: { readonly tokens: number; readonly distinctTokens: number } | null;
  row(index: number): LookupRow;
}

export interface LookupLayer {
  lookupTable(): LookupTable;
}

interface WeightLike {
  readonly name: string;
  readonly shape: readonly (number | null)[];
  readonly dtype?: string;
}

export interface LayerLike {
  readonly name?: unknown;
  readonly weights?: readonly WeightLike[];
  /** true for layers that pass their input through unless they train */
  actsOnlyInTraining?(): boolean;
  getClassName(): string;
  getConfig(): Readonly<Record<string, unknown>>;
}

export interface DiscretizationLike extends LayerLike {
  /** null before they are known */
  readonly binBoundaries: ArrayLike<number> | null;
  /** set where `adapt` finds the boundaries */
  readonly numBins?: unknown;
  readonly outputMode?: unknown;
}

export interface NormalizationLike extends LayerLike {
  /** null before they are known */
  readonly mean: ArrayLike<number> | null;
  readonly variance: ArrayLike<number> | null;
  /** how many numbers stand behind each mean; 0 for those that were given */
  readonly count?: unknown;
  readonly axis?: unknown;
  readonly invert?: unknown;
  readonly state?: { readonly shape?: unknown } | null;
}

/** What `fit` resolves to. */
export interface HistoryLike {
  readonly epoch: readonly number[];
  readonly history: Readonly<Record<string, readonly unknown[]>>;
}

export interface ModelLayer extends LayerLike {
  readonly outputShape: unknown;
  countParams(): number;
  readonly inboundNodes?: readonly { readonly inboundLayers?: readonly { name?: unknown }[] }[];
}

export interface ModelLike {
  readonly name?: unknown;
  readonly layers: readonly ModelLayer[];
  readonly optimizer?: unknown;
  readonly trainableWeights: readonly WeightLike[];
  getClassName(): string;
  countParams(): number;
}

export interface DatasetLike {
  readonly size?: number | null;
  /** what an element is, when that is known without drawing one */
  readonly knownSpec?: unknown;
  /** how the elements come about, such as `["array", "batch(32)"]` */
  readonly steps?: unknown;
  iterator(): Promise<unknown>;
}

export function isHistory(value: unknown): value is HistoryLike {
  if (!hasMethod(value, "syncData")) return false;
  const { epoch, history } = value as unknown as Record<string, unknown>; // read as unknown
  return Array.isArray(epoch) && typeof history === "object" && history !== null;
}

export function isModel(value: unknown): value is ModelLike {
  if (!hasMethod(value, "fit") || !hasMethod(value, "countParams")) return false;
  return Array.isArray(Reflect.get(value as object, "layers"));
}

export function isDataset(value: unknown): value is DatasetLike {
  return ["iterator", "forEachAsync", "batch", "map"].every((name) => hasMethod(value, name));
}

export function isSymbolicTensor(value: unknown): value is SymbolicTensorLike {
  if (typeof value !== "object" || value === null) return false;
  if (!Array.isArray(memberOf(value, "shape"))) return false;
  if (typeof memberOf(value, "dtype") !== "string") return false;
  const sourceLayer = memberOf(value, "sourceLayer");
  return typeof sourceLayer === "object" || typeof sourceLayer === "function";
}

/** An array of tensors, or a plain record of them such as `{ xs, ys }`. */
export function isTensorGroup(value: unknown): value is TensorGroup {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return false;
  // to list the keys of ten million items takes a second
  if (Array.isArray(value) && value.length > GROUP_MOST) return false;
  const keys = Object.keys(value);
  if (keys.length === 0 || keys.length > GROUP_MOST) return false;
  return keys.every((key) => isTensor(Object.getOwnPropertyDescriptor(value, key)?.value));
}

export function isTypedArray(value: unknown): value is TypedArray {
  return types.isTypedArray(value) && !isBigIntArray(value);
}

export function isBigIntArray(value: unknown): value is BigInt64Array | BigUint64Array {
  return types.isBigInt64Array(value) || types.isBigUint64Array(value);
}

/** Memory without a type: a buffer, or a DataView of one. */
export function isMemory(value: unknown): value is ArrayBufferLike | DataView {
  return types.isAnyArrayBuffer(value) || types.isDataView(value);
}

export function isRaggedTensor(value: unknown): value is RaggedTensorLike {
  if (!(memberOf(value, "rowEnds") instanceof Int32Array)) return false;
  const { shape, dtype, values } = value as Record<string, unknown>; // read as unknown
  return Array.isArray(shape) && typeof dtype === "string" && isTensor(values);
}

export function isLookupLayer(value: unknown): value is LookupLayer {
  return hasMethod(value, "lookupTable");
}

export function isLayer(value: unknown): value is LayerLike {
  if (!hasMethod(value, "getClassName") || !hasMethod(value, "getConfig")) return false;
  // a model is a layer too, and its config is a page
  return !Array.isArray(Reflect.get(value as object, "layers"));
}

export function isDiscretization(value: unknown): value is DiscretizationLike {
  return isLayerOf(value, "Discretization") && isNumbers(Reflect.get(value, "binBoundaries"));
}

export function isNormalization(value: unknown): value is NormalizationLike {
  if (!isLayerOf(value, "Normalization")) return false;
  return isNumbers(Reflect.get(value, "mean")) && isNumbers(Reflect.get(value, "variance"));
}

function isLayerOf(value: unknown, name: string): value is LayerLike {
  return isLayer(value) && value.getClassName() === name;
}

function isNumbers(value: unknown): boolean {
  return value === null || Array.isArray(value) || value instanceof Float32Array;
}

function hasMethod(value: unknown, name: string): boolean {
  return typeof memberOf(value, name) === "function";
}
