import type { DataType, Tensor } from "@tensorflow/tfjs";
import { isNumberArray, isTensor, readInput } from "../layers/base/read-input.js";
import { type DenseArray, sizeOf } from "../ops/dense-array.js";
import { received } from "../received.js";
import { tf } from "../tensorflow.js";
import type { BatchLeaves } from "./batch-rows.js";

/** What fills the places behind a row that is shorter than others. */
export type PaddingValue = number | string | boolean;

/** Options of `padBatch`; records hold them by key, where inner keys are joined by dots. */
export interface PadBatchOptions {
  /** What fills: 0, "" or false by default. */
  readonly paddingValues?: PaddingValue | Readonly<Record<string, PaddingValue>> | undefined;
  /** The shape of a padded row, null where the longest row of each batch decides, as all do by default. */
  readonly paddedShapes?:
    | readonly (number | null)[]
    | Readonly<Record<string, readonly (number | null)[]>>
    | undefined;
  /** Whether a last batch of fewer rows is given. Defaults to true. */
  readonly smallLastBatch?: boolean | undefined;
}

/** Puts rows of different lengths together, each padded at its end. */
export function padRowsOf({ paddingValues, paddedShapes }: PadBatchOptions): BatchLeaves {
  return (rows, name) => {
    const arrays = rows.map(readRow);
    // an empty array has no type of its own
    const first = arrays.find(({ values }) => values.length > 0) ?? arrays[0]!;
    for (const { shape, dtype, values } of arrays) {
      if (shape.length === first.shape.length && (values.length === 0 || dtype === first.dtype)) {
        continue;
      }
      throw new Error(
        `padBatch: rows of ${name} must all have one rank and type, rank ${first.shape.length} and ` +
          `${first.dtype} as the first. Received: rank ${shape.length} and ${dtype}`,
      );
    }
    const wanted = paddedShapes === undefined ? undefined : entryOf(paddedShapes, name);
    const shape = paddedShape(name, arrays, wanted);
    const padding = isByKey(paddingValues) ? paddingValues[name] : paddingValues;
    return padTo(arrays, first, shape, readPadding(name, padding, first.dtype));
  };
}

function isByKey(
  values: PadBatchOptions["paddingValues"],
): values is Readonly<Record<string, PaddingValue>> {
  return typeof values === "object" && values !== null;
}

function entryOf(
  shapes: NonNullable<PadBatchOptions["paddedShapes"]>,
  name: string,
): readonly (number | null)[] | undefined {
  return Array.isArray(shapes)
    ? (shapes as readonly (number | null)[])
    : (shapes as Readonly<Record<string, readonly (number | null)[]>>)[name];
}

function readRow(row: unknown): DenseArray {
  if (isNumberArray(row) || isTensor(row) || Array.isArray(row) || typeof row !== "object") {
    return readInput("padBatch", row, "float32");
  }
  throw new Error(
    `padBatch: rows may be tensors, arrays, typed arrays and single values. Received: ${received(row)}`,
  );
}

function paddedShape(
  name: string,
  rows: readonly DenseArray[],
  wanted: readonly (number | null)[] | undefined,
): number[] {
  const rank = rows[0]!.shape.length;
  if (wanted !== undefined && wanted.length !== rank) {
    throw new Error(
      `padBatch: paddedShapes of ${name} must have rank ${rank} as the rows. ` +
        `Received: [${wanted.map(String).join(", ")}]`,
    );
  }
  return Array.from({ length: rank }, (_, axis) => {
    const longest = rows.reduce((size, { shape }) => Math.max(size, shape[axis]!), 0);
    const size = wanted?.[axis] ?? longest;
    if (longest <= size) return size;
    throw new Error(
      `padBatch: rows of ${name} must fit into paddedShapes, ${size} on axis ${axis}. Received: ${longest}`,
    );
  });
}

function readPadding(
  name: string,
  padding: PaddingValue | undefined,
  dtype: DataType,
): PaddingValue {
  const kind = dtype === "string" ? "string" : dtype === "bool" ? "boolean" : "number";
  if (padding === undefined) return { string: "", boolean: false, number: 0 }[kind];
  const isFit = dtype === "int32" ? Number.isInteger(padding) : typeof padding === kind;
  if (isFit) return padding;
  throw new Error(
    `padBatch: paddingValues of ${name} must suit the type ${dtype}. Received: ${received(padding)}`,
  );
}

function padTo(
  rows: readonly DenseArray[],
  { dtype, values: like }: DenseArray,
  shape: readonly number[],
  padding: PaddingValue,
): Tensor {
  const rowSize = sizeOf(shape);
  const size = rows.length * rowSize;
  if (dtype === "string") {
    const values = new Array<string>(size).fill(padding as string); // checked
    rows.forEach((row, i) => {
      copyRow(row, shape, (from, to, length) => {
        for (let k = 0; k < length; k++)
          values[i * rowSize + to + k] = row.values[from + k] as string;
      });
    });
    return tf.tensor(values, [rows.length, ...shape], "string");
  }
  const values = new (like.constructor as Float32ArrayConstructor)(size);
  if (Number(padding) !== 0) values.fill(Number(padding));
  rows.forEach((row, i) => {
    const numbers = row.values as Float32Array; // or another kind of numbers
    copyRow(row, shape, (from, to, length) => {
      values.set(numbers.subarray(from, from + length), i * rowSize + to);
    });
  });
  return tf.tensor(values, [rows.length, ...shape], dtype);
}

// calls `copy` for each run of values that stay neighbours
function copyRow(
  { shape: own }: DenseArray,
  shape: readonly number[],
  copy: (from: number, to: number, length: number) => void,
): void {
  if (sizeOf(own) === 0) return;
  const visit = (axis: number, from: number, to: number): void => {
    if (axis >= own.length - 1) {
      copy(from, to, own.at(-1) ?? 1);
      return;
    }
    const ownStep = sizeOf(own.slice(axis + 1));
    const step = sizeOf(shape.slice(axis + 1));
    for (let i = 0; i < own[axis]!; i++) visit(axis + 1, from + i * ownStep, to + i * step);
  };
  visit(0, 0, 0);
}
