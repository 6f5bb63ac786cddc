import type { Tensor, data as tfData } from "@tensorflow/tfjs";
import { received } from "../../received.js";
import { tf } from "../../tensorflow.js";
import { beginWork } from "../../training/observe-work.js";
import { isColumnVector } from "./column-vector.js";
import type { LayerInput } from "./layer-call.js";
import { isColumn, isNumberArray, isTensor } from "./read-input.js";

type Dataset = tfData.Dataset<never> | { forEachAsync: unknown; iterator: unknown };

/** What `adapt` learns from: values at once, or batches of them from a dataset, a generator or an iterable. */
export type AdaptData =
  | LayerInput
  | Dataset
  | Iterable<unknown>
  | AsyncIterable<unknown>
  | (() => Iterable<unknown> | AsyncIterable<unknown>);

/** What may follow the data in `adapt`. */
export interface AdaptOptions {
  /** How many batches to take from a dataset or an iterable that would go on. Defaults to all. */
  readonly steps?: number | null | undefined;
  /** Stops between batches when it aborts: `adapt` rejects and the layer keeps its old state. */
  readonly signal?: AbortSignal | undefined;
}

/** Values to learn from. `whole` data came at once; the rest are batches of a stream. */
export interface AdaptBatch {
  readonly values: unknown;
  readonly isWhole: boolean;
}

/**
 * The batches in `data`, one at a time: arrays and tensors are one batch, each element of a dataset or an
 * iterable is one. Of an (x, y) or `{ xs, ys }` element only the first part is given. Tensors of a dataset
 * are disposed after their turn, as `fitDataset` does; tensors of an iterable belong to whoever made them.
 */
export async function* adaptBatches(
  owner: string,
  data: AdaptData,
  { steps, signal }: AdaptOptions,
): AsyncGenerator<AdaptBatch> {
  if (steps != null && !(Number.isInteger(steps) && steps > 0)) {
    throw new Error(`${owner}: steps must be a whole number above 0. Received: ${received(steps)}`);
  }
  signal?.throwIfAborted();
  const source = typeof data === "function" && !isDataset(data) ? data() : data;
  if (isWhole(source)) {
    yield { values: source, isWhole: true };
    return;
  }
  let taken = 0;
  const work = beginWork(`${owner}.adapt`, "batch");
  const size = sizeOf(source);
  const limit = steps ?? Number.POSITIVE_INFINITY;
  const isOwned = isDataset(source);
  try {
    for await (const element of streamOf(owner, source)) {
      try {
        signal?.throwIfAborted();
        yield { values: features(owner, element), isWhole: false };
      } finally {
        if (isOwned) tf.dispose(element as Tensor[]); // any nesting; other values are skipped
      }
      taken++;
      work.update(taken, size === undefined ? (steps ?? undefined) : Math.min(size, limit));
      if (taken >= limit) return;
    }
  } finally {
    work.end();
  }
}

/** how many elements a dataset says it has */
function sizeOf(source: unknown): number | undefined {
  if (!isDataset(source)) return undefined;
  const { size } = source;
  return typeof size === "number" && Number.isFinite(size) ? size : undefined;
}

function isWhole(data: unknown): boolean {
  return (
    isTensor(data) ||
    // a list of tensors is a stream of batches
    (Array.isArray(data) && !data.some(isTensor)) ||
    isNumberArray(data) ||
    isColumn(data) ||
    isColumnVector(data) ||
    typeof data !== "object"
  );
}

function isDataset(data: unknown): data is tfData.Dataset<never> {
  return (
    typeof data === "object" &&
    data !== null &&
    "forEachAsync" in data &&
    "iterator" in data &&
    typeof data.iterator === "function"
  );
}

function streamOf(owner: string, data: unknown): AsyncIterable<unknown> | Iterable<unknown> {
  if (isDataset(data)) return datasetElements(data);
  if (typeof data === "object" && data !== null) {
    if (Symbol.asyncIterator in data) return data as AsyncIterable<unknown>; // just checked
    if (Symbol.iterator in data) return data as Iterable<unknown>; // just checked
  }
  throw new Error(
    `${owner}: adapt expected an array, a tensor, a dataset or a generator. Received: ${received(data)}`,
  );
}

async function* datasetElements(dataset: tfData.Dataset<never>): AsyncGenerator<unknown> {
  const iterator = await dataset.iterator();
  try {
    for (let item = await iterator.next(); !item.done; item = await iterator.next()) {
      yield item.value;
    }
  } finally {
    // datasets of preplab end a pass that is not gone through
    if ("return" in iterator && typeof iterator.return === "function") await iterator.return();
  }
}

function features(owner: string, element: unknown): unknown {
  if (Array.isArray(element) && element.some(isTensor)) return element[0];
  if (isTensor(element) || isNumberArray(element)) return element;
  if (isColumn(element) || isColumnVector(element)) return element;
  if (typeof element !== "object" || element === null || Array.isArray(element)) return element;
  if ("xs" in element) return element.xs;
  throw new Error(
    `${owner}: adapt takes elements that are values, pairs or { xs, ys }. Map the dataset to one of ` +
      `these. Received: an object with the keys ${Object.keys(element).join(", ")}`,
  );
}
