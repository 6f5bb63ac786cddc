import { isTensor, type TensorLike } from "../kinds/tensor-content.js";

/** Numbers to plot: an array, a typed array or a tensor, read in row-major order. */
export type Values = ArrayLike<number> | TensorLike;

export type SeriesInput = Values | Readonly<Record<string, Values>>;

export interface Series {
  /** empty for the only one */
  readonly name: string;
  readonly values: readonly number[];
}

/** Reads one list of numbers, or several by name. */
export async function readSeries(input: SeriesInput): Promise<Series[]> {
  if (isTensor(input) || isList(input)) return [{ name: "", values: await valuesOf(input) }];
  if (typeof input !== "object" || input === null) throw refused(typeof input);
  const entries = Object.entries(input);
  if (entries.length === 0) throw refused("an empty record");
  return Promise.all(
    entries.map(async ([name, values]) => ({ name, values: await valuesOf(values) })),
  );
}

export async function valuesOf(values: unknown): Promise<readonly number[]> {
  if (isTensor(values)) {
    if (values.isDisposed === true) throw refused("a disposed tensor");
    if (values.dtype === "string" || values.dtype === "complex64") {
      throw refused(`a tensor of ${values.dtype}`);
    }
    return Array.from((await values.data()) as ArrayLike<number>);
  }
  if (!isList(values)) throw refused(values === null ? "null" : typeof values);
  const numbers = Array.from(values, Number);
  const wrong = numbers.findIndex(
    (number, i) => Number.isNaN(number) && typeof values[i] !== "number",
  );
  if (wrong >= 0 && values[wrong] !== null && values[wrong] !== undefined) {
    throw refused(`${JSON.stringify(values[wrong])} at ${wrong}`);
  }
  return numbers;
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function refused(received: string): TypeError {
  return new TypeError(
    `plot: values must be numbers in an array or a tensor, or a record of such. Received: ${received}`,
  );
}
