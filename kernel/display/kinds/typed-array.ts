import { arrayLines } from "../arrays/array-lines.js";
import { fitArray } from "../arrays/fit-array.js";
import type { Description } from "../description.js";
import type { NumberKind } from "../numbers/format-numbers.js";
import type { TypedArray } from "./recognize.js";
import { numberCells } from "./tensor-cells.js";
import { numberFacts } from "./tensor-facts.js";

const LINES = 2;
const STATISTICS_FROM = 21;

/** Float32Array and its kin: length, statistics of more than 20 values, and the ends. */
export function describeTypedArray(array: TypedArray): Description {
  const name = Object.prototype.toString.call(array).slice("[object ".length, -1);
  const title = `${Buffer.isBuffer(array) ? "Buffer" : name}(${array.length})`;
  const kind = numberKind(array);
  const facts =
    array.length < STATISTICS_FROM
      ? []
      : numberFacts(array, kind === "integer" ? "integer" : "float");
  if (array.length === 0) return { kind: "summary", title, facts: ["[]"] };
  const values = fitArray([array.length], numberCells(array, kind), LINES);
  const [only = "", ...more] = arrayLines(values);
  if (more.length === 0 && facts.length === 0 && only.length <= 60) {
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

function numberKind(array: TypedArray): NumberKind {
  if (array instanceof Float32Array) return "float32";
  return array instanceof Float64Array ? "float64" : "integer";
}
