import { arrayLines } from "../arrays/array-lines.js";
import { type CellFormatter, fitArray } from "../arrays/fit-array.js";
import type { Description } from "../description.js";
import type { NumberKind } from "../numbers/format-numbers.js";
import type { TypedArray } from "./recognize.js";
import { numberCells } from "./tensor-cells.js";
import { numberFacts } from "./tensor-facts.js";

const LINES = 2;
const STATISTICS_FROM = 21;
const INLINE_WIDTH = 60;
const NAME_GETTER = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
)?.get;

/** Float32Array and its kin: length, statistics of more than 20 values, and the ends. */
export function describeTypedArray(array: TypedArray): Description {
  const name = Buffer.isBuffer(array) ? "Buffer" : arrayName(array);
  const kind = numberKind(array);
  const facts =
    array.length < STATISTICS_FROM
      ? []
      : numberFacts(array, kind === "integer" ? "integer" : "float");
  return described(`${name}(${array.length})`, facts, array.length, numberCells(array, kind));
}

/** BigInt64Array and BigUint64Array: length and the ends. */
export function describeBigIntArray(array: BigInt64Array | BigUint64Array): Description {
  const cells: CellFormatter = (positions) => {
    const texts = positions.map((position) => `${array[position]}n`);
    const width = texts.reduce((widest, text) => Math.max(widest, text.length), 0);
    return { cells: texts.map((text) => text.padStart(width)), align: "right" };
  };
  return described(`${arrayName(array)}(${array.length})`, [], array.length, cells);
}

/** An ArrayBuffer or a view of one as its bytes. */
export function describeBytes(name: string, bytes: Uint8Array): Description {
  const { length } = bytes;
  return described(`${name}(${length})`, [], length, numberCells(bytes, "integer"));
}

function described(
  title: string,
  facts: readonly string[],
  length: number,
  cells: CellFormatter,
): Description {
  if (length === 0) return { kind: "summary", title, facts: ["[]"] };
  const values = fitArray([length], cells, LINES);
  const [only = "", ...more] = arrayLines(values);
  if (more.length === 0 && facts.length === 0 && only.length <= INLINE_WIDTH) {
    return { kind: "summary", title, facts: [only] };
  }
  return {
    kind: "stack",
    items: [
      { kind: "summary", title, facts },
      { kind: "array", values },
    ],
  };
}

/** The name that no subclass can change. */
function arrayName(array: ArrayBufferView): string {
  return String(NAME_GETTER?.call(array));
}

function numberKind(array: TypedArray): NumberKind {
  const name = arrayName(array);
  if (name === "Float32Array" || name === "Float16Array") return "float32";
  return name === "Float64Array" ? "float64" : "integer";
}
