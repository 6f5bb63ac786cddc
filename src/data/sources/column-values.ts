import { isNumberArray } from "../../layers/base/read-input.js";

/** A row of a table: a value for each column, undefined where there is none. */
export type Row = Readonly<Record<string, unknown>>;

/** Options of `parquet` and `arrow`. */
export interface ColumnOptions {
  /** The columns to read; all by default. */
  readonly columns?: readonly string[] | undefined;
}

/**
 * A value of a columnar file as datasets hold it: 64-bit integers as numbers, dates as milliseconds since
 * 1970, lists as arrays, undefined where there is none. Throws for integers that no number holds.
 */
export function columnValue(owner: string, column: string, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "bigint") return safeNumber(owner, column, value);
  if (value instanceof Date) return value.getTime();
  if (isNumberArray(value)) return value;
  if (value instanceof BigInt64Array || value instanceof BigUint64Array) {
    return Array.from(value as BigInt64Array, (each) => safeNumber(owner, column, each));
  }
  return Array.isArray(value) ? value.map((item) => columnValue(owner, column, item)) : value;
}

/** The names in `wanted`, or all; throws, naming `owner`, for one that the file `name` does not have. */
export function requireColumns(
  owner: string,
  name: string,
  names: readonly string[],
  wanted: readonly string[] | undefined,
): readonly string[] {
  const missing = wanted?.find((column) => !names.includes(column));
  if (missing === undefined) return wanted ?? names;
  throw new Error(
    `${owner}: expected columns of ${name}, some of ${names.join(", ")}. Received: ${missing}`,
  );
}

function safeNumber(owner: string, column: string, value: bigint): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw new Error(
    `${owner}: column ${column} holds an integer that no number holds. Leave it out by the option columns. ` +
      `Received: ${value}`,
  );
}
