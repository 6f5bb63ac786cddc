import type { Tensor, TensorContainer, data as tfData } from "@tensorflow/tfjs";
import { isNumberArray, isTensor, readInput, toTensor } from "../layers/base/read-input.js";
import { received } from "../received.js";
import { tf } from "../tensorflow.js";
import { isRecord } from "./host-element.js";
import { encodeStrings, viewsOf } from "./packed-strings.js";
import { elementsOf } from "./pass.js";
import { type RowChunks, rechunk } from "./row-chunks.js";

/** How rows become one batch: a function of the rows of each key, `name` where the key stands. */
export type BatchLeaves = (rows: readonly unknown[], name: string) => Tensor;

/** One batch of rows: records and lists of values are kept, what they hold is put together. */
export function batchRows(rows: readonly unknown[], leaves: BatchLeaves, name = ""): unknown {
  const [first] = rows;
  // a list of tensors is a list; one of numbers or strings is a row
  const isList = Array.isArray(first) && first.some((item) => isTensor(item) || isRecord(item));
  if (!isList && !isRecord(first)) return leaves(rows, name === "" ? "the elements" : name);
  const batch: Record<string, unknown> = {};
  for (const key of Object.keys(first)) {
    const column = rows.map((row) => (row as Record<string, unknown> | null)?.[key]); // or none
    batch[key] = batchRows(column, leaves, name === "" ? key : `${name}.${key}`);
  }
  return isList ? Object.values(batch) : batch;
}

/**
 * Stacks rows of one shape: tensors, nested and typed arrays or single values. A missing value among them is
 * NaN, or the empty string.
 */
export function stackRows(rows: readonly unknown[], name: string): Tensor {
  const [first] = rows;
  if (isTensor(first)) {
    for (const row of rows) if (isTensor(row)) requireAlike(name, first.shape, row.shape);
    return tf.stack(rows as Tensor[]); // which throws when some are none
  }
  if (isNumberArray(first)) {
    for (const row of rows) requireAlike(name, [first.length], [(row as ArrayLike<number>).length]);
    return tf.tensor(rows as number[][]); // typed arrays, too
  }
  try {
    // tfjs itself cuts rows to the length of the first
    return Array.isArray(first) ? toTensor(readInput("batch", rows, "float32")) : stackValues(rows);
  } catch (error) {
    throw new Error(
      `batch: rows of ${name} must all be of one type and shape. Use padBatch for rows of different ` +
        `lengths. Received: ${received(rows)}`,
      { cause: error },
    );
  }
}

function stackValues(rows: readonly unknown[]): Tensor {
  const present = rows.filter((row) => row !== undefined && row !== null);
  const kind = typeof (present[0] ?? 0);
  if (present.some((row) => typeof row !== kind)) throw new Error("the types differ");
  const missing = kind === "string" ? "" : Number.NaN;
  const values = present.length === rows.length ? rows : rows.map((row) => row ?? missing);
  if (kind !== "string") return tf.tensor1d(values as number[]); // or booleans
  const bytes = viewsOf(encodeStrings(values as readonly string[])); // just checked
  return tf.tensor(bytes as unknown as string[], [bytes.length], "string"); // bytes do, too
}

/** Batches of the rows in chunks. */
export async function* batchChunks(
  chunks: RowChunks<unknown>,
  batchSize: number,
  smallLastBatch: boolean,
  leaves: BatchLeaves,
): AsyncGenerator<TensorContainer, void> {
  for await (const rows of rechunk(chunks, batchSize)) {
    if (rows.length < batchSize && !smallLastBatch) return;
    yield tf.tidy(() => batchRows(rows, leaves) as Tensor); // or a record of tensors
  }
}

/** Batches of single elements, whose tensors are disposed afterwards. */
export async function* batchElements<T extends TensorContainer>(
  dataset: tfData.Dataset<T>,
  batchSize: number,
  smallLastBatch: boolean,
  leaves: BatchLeaves,
): AsyncGenerator<TensorContainer, void> {
  let rows: T[] = [];
  const take = (): TensorContainer => {
    const batch = rows;
    rows = [];
    try {
      return tf.tidy(() => batchRows(batch, leaves) as Tensor); // or a record of tensors
    } finally {
      tf.dispose(batch as never); // any nesting; other values are skipped
    }
  };
  try {
    for await (const element of elementsOf(dataset)) {
      rows.push(element);
      if (rows.length === batchSize) yield take();
    }
    if (rows.length > 0 && smallLastBatch) yield take();
  } finally {
    tf.dispose(rows as never);
  }
}

function requireAlike(
  name: string,
  expected: readonly number[],
  shape: readonly (number | undefined)[],
): void {
  if (shape.length === expected.length && shape.every((size, axis) => size === expected[axis])) {
    return;
  }
  throw new Error(
    `batch: rows of ${name} must all have one shape, [${expected.join(", ")}] as the first. Use padBatch ` +
      `for rows of different lengths. Received: [${shape.join(", ")}]`,
  );
}
