import { isTensor, type TensorLike } from "../kinds/tensor-content.js";
import type { NumberList } from "../numbers/number-statistics.js";

/** A column of a data frame: a vector of Arrow, a series of danfo.js. */
export type ColumnLike =
  | { readonly length: number; toArray(): unknown }
  | { readonly values: unknown; readonly dtypes: unknown; readonly index: unknown };

/** Numbers to plot: an array, a typed array, a tensor, read in row-major order, or a column. */
export type Values = ArrayLike<number> | TensorLike | ColumnLike;

export type SeriesInput = Values | Readonly<Record<string, Values>>;

export interface Series {
  /** empty for the only one */
  readonly name: string;
  readonly values: readonly number[];
}

/** Reads one list of numbers, or several by name. */
export async function readSeries(input: SeriesInput): Promise<Series[]> {
  return Promise.all(
    seriesEntries(input).map(async ([name, values]) => ({ name, values: await valuesOf(values) })),
  );
}

/** The lists with their names; the only one has none. */
export function seriesEntries(input: unknown): [string, unknown][] {
  if (isTensor(input) || isList(input) || isColumn(input)) return [["", input]];
  if (typeof input !== "object" || input === null) throw refused(typeof input);
  const entries = Object.entries(input);
  if (entries.length === 0) throw refused("an empty record");
  return entries;
}

export async function valuesOf(values: unknown): Promise<readonly number[]> {
  const numbers = await numbersOf(values);
  return Array.isArray(numbers) ? (numbers as readonly number[]) : Array.from(numbers);
}

/** The same without a copy of a tensor's data. */
export async function numbersOf(values: unknown): Promise<NumberList> {
  if (isTensor(values)) {
    if (values.isDisposed === true) throw refused("a disposed tensor");
    if (values.dtype === "string" || values.dtype === "complex64") {
      throw refused(`a tensor of ${values.dtype}`);
    }
    return (await values.data()) as NumberList;
  }
  const list = isColumn(values) ? listOf(values) : values;
  if (!isList(list)) throw refused(list === null ? "null" : typeof list);
  const numbers = Array.from(list, Number);
  const wrong = numbers.findIndex(
    (number, i) => Number.isNaN(number) && typeof list[i] !== "number",
  );
  if (wrong >= 0 && list[wrong] !== null && list[wrong] !== undefined) {
    throw refused(`${JSON.stringify(list[wrong])} at ${wrong}`);
  }
  return numbers;
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function isColumn(value: unknown): value is ColumnLike {
  if (typeof value !== "object" || value === null || isList(value)) return false;
  const { toArray, length, $isSeries, values } = value as Readonly<Record<string, unknown>>;
  if (typeof toArray === "function") return typeof length === "number";
  return $isSeries === true && isList(values);
}

function listOf(column: ColumnLike): unknown {
  return "toArray" in column ? column.toArray() : column.values;
}

function refused(received: string): TypeError {
  return new TypeError(
    `plot: values must be numbers in an array or a tensor, or a record of such. Received: ${received}`,
  );
}
