import type { Tensor, TensorContainer, data as tfData } from "@tensorflow/tfjs";
import { readInput } from "../layers/base/read-input.js";
import { received } from "../received.js";
import { tf } from "../tensorflow.js";
import type { FeatureDtype } from "./feature.js";
import { columnReader, type Frame } from "./frame-columns.js";

type Row = Readonly<Record<string, unknown>>;

/** What a FeatureSpace learns from: columns of equal length, a data frame, or a dataset of records. */
export type FeatureData = Row | Frame | tfData.Dataset<TensorContainer>;

// Keras batches what comes one by one
const BATCH = 32;

/** The values of one feature as columns [batch, 1]; values that come one by one are put together. */
export async function* featureBatches(
  owner: string,
  data: FeatureData,
  name: string,
  dtype: FeatureDtype,
): AsyncGenerator<unknown[][]> {
  if (!isDataset(data)) {
    const value = columnReader(data)?.(name) ?? (data as Row)[name]; // read by name either way
    const column = flat(owner, name, value, dtype);
    for (let i = 0; i < column.length; i += BATCH) yield rows(column.slice(i, i + BATCH));
    return;
  }
  let waiting: unknown[] = [];
  const iterator = await data.iterator();
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    const record = requireRecord(owner, next.value);
    const value = record[name];
    const values = flat(owner, name, value, dtype);
    const isOne = !(Array.isArray(value) || (value instanceof tf.Tensor && value.rank > 0));
    tf.dispose(next.value);
    if (isOne) {
      waiting.push(...values);
      if (waiting.length < BATCH) continue;
    } else {
      waiting = values;
    }
    yield rows(waiting);
    waiting = [];
  }
  if (waiting.length > 0) yield rows(waiting);
}

export function isDataset(data: unknown): data is tfData.Dataset<TensorContainer> {
  return typeof data === "object" && data !== null && "forEachAsync" in data;
}

/** The columns of a record by name. Throws, naming `owner`, when it is none. */
export function requireRecord(owner: string, value: unknown): Row {
  const isRecord =
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof tf.Tensor);
  if (!isRecord) {
    throw new Error(
      `${owner}: expected a record from the names of features to their values. ` +
        `Received: ${received(value)}`,
    );
  }
  // labelled datasets give { xs, ys }
  const { xs } = value as { readonly xs?: unknown };
  return xs !== undefined && !(xs instanceof tf.Tensor) ? (xs as Row) : (value as Row);
}

/** The values of a feature as a tensor [batch, 1] or [batch, ...]; one value has no batch. */
export function featureTensor(
  owner: string,
  name: string,
  value: unknown,
  dtype: FeatureDtype,
): { tensor: Tensor; isOne: boolean } {
  const array = readFeature(owner, name, value, dtype);
  const isOne = array.shape.length === 0;
  const shape = isOne ? [1, 1] : array.shape.length === 1 ? [array.shape[0]!, 1] : array.shape;
  const values = array.values as Float32Array; // of whatever type; tensors take all
  return { tensor: tf.tensor(values, [...shape], array.dtype), isOne };
}

function flat(owner: string, name: string, value: unknown, dtype: FeatureDtype): unknown[] {
  return Array.from(readFeature(owner, name, value, dtype).values as ArrayLike<unknown>);
}

function readFeature(
  owner: string,
  name: string,
  value: unknown,
  dtype: FeatureDtype,
): ReturnType<typeof readInput> {
  if (value === undefined) {
    throw new Error(`${owner}: the feature ${received(name)} is missing. Received: undefined`);
  }
  const array = readInput(owner, value, dtype === "int32" ? "int32" : "float32");
  if ((array.dtype === "string") === (dtype === "string")) return array;
  throw new Error(
    `${owner}: the feature ${received(name)} must hold ${dtype === "string" ? "strings" : "numbers"}. ` +
      `Received: ${received(array)}`,
  );
}

function rows(values: readonly unknown[]): unknown[][] {
  return values.map((value) => [value]);
}
