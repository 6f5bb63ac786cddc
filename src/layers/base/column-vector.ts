import { received } from "../../received.js";
import type { ColumnVector } from "./layer-call.js";

export function isColumnVector(value: unknown): value is ColumnVector {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return false;
  const { length, toArray } = value as Partial<ColumnVector>; // each is checked
  return typeof length === "number" && typeof toArray === "function" && Symbol.iterator in value;
}

/**
 * The items of a column, 64-bit integers as numbers. Throws for nulls, and for integers that a number cannot
 * hold.
 */
export function vectorValues(owner: string, vector: ColumnVector): unknown {
  // toArray of Arrow would give a 0 for each
  const nulls = nullCount(vector);
  if (nulls > 0) {
    throw new Error(
      `${owner}: a column must have no nulls. Received: ${nulls} among ${vector.length} items`,
    );
  }
  const values = vector.toArray();
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) {
    return Array.from(values, (value) => safeNumber(owner, value));
  }
  if (!Array.isArray(values) || !values.some((value) => typeof value === "bigint")) return values;
  return values.map((value: unknown) =>
    typeof value === "bigint" ? safeNumber(owner, value) : value,
  );
}

/** a number in Arrow, a method in Polars */
function nullCount(vector: ColumnVector): number {
  const { nullCount } = vector as { readonly nullCount?: unknown };
  return Number(typeof nullCount === "function" ? nullCount.call(vector) : (nullCount ?? 0));
}

function safeNumber(owner: string, value: bigint): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw new Error(
    `${owner}: integers of a column must be within ±(2^53 - 1), which numbers hold exactly. Received: ${received(value)}`,
  );
}
