import type { CellFormatter } from "../arrays/fit-array.js";
import { formatNumbers, type NumberKind } from "../numbers/format-numbers.js";
import type { NumberList } from "../numbers/number-statistics.js";
import { quoteString } from "../text/quote-token.js";
import type { TensorContent } from "./tensor-content.js";

/** How the elements of a tensor are written, by dtype. */
export function tensorCells(dtype: string, content: TensorContent): CellFormatter {
  if (content.type === "strings") return stringCells(content.at);
  if (content.type === "complex") return complexCells(content.parts);
  if (dtype === "bool") return boolCells(content.numbers);
  return numberCells(content.numbers, dtype === "int32" ? "integer" : "float32");
}

/** Aligned numbers, tinted by value: from the smallest to the largest, or both ways from zero. */
export function numberCells(numbers: NumberList, kind: NumberKind): CellFormatter {
  return (positions, decimals) => {
    const shown = positions.map((position) => numbers[position] as number);
    return { cells: formatNumbers(shown, kind, decimals), heat: heatOf(shown), align: "right" };
  };
}

function heatOf(values: readonly number[]): number[] {
  const finite = values.filter(Number.isFinite);
  const min = finite.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const max = finite.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const low = Math.max(min, 0);
  const span = min < 0 ? Math.max(max, -min) : max - min;
  return values.map((value) =>
    Number.isFinite(value) && span > 0 ? (value - low) / span : Number.NaN,
  );
}

function boolCells(numbers: NumberList): CellFormatter {
  return (positions) => {
    const shown = positions.map((position) => numbers[position] !== 0);
    const width = shown.includes(false) ? 5 : 4;
    return {
      cells: shown.map((on) => String(on).padStart(width)),
      heat: shown.map((on) => (on ? 1 : 0)),
      align: "right",
    };
  };
}

function stringCells(at: (position: number) => string): CellFormatter {
  return (positions) => {
    const cells = positions.map((position) => quoteString(at(position)));
    return { cells, align: "left" };
  };
}

function complexCells(parts: NumberList): CellFormatter {
  return (positions, decimals) => {
    const real = positions.map((position) => parts[2 * position] as number);
    const imaginary = positions.map((position) => parts[2 * position + 1] as number);
    const left = formatNumbers(real, "float32", decimals).map(bare);
    const right = formatNumbers(imaginary.map(Math.abs), "float32", decimals).map(bare);
    const cells = left.map((text, i) => {
      const sign = (imaginary[i] as number) < 0 || Object.is(imaginary[i], -0) ? "-" : "+";
      return `${text}${sign}${right[i]}i`;
    });
    const width = cells.reduce((widest, text) => Math.max(widest, text.length), 0);
    return { cells: cells.map((text) => text.padStart(width)), align: "right" };
  };
}

function bare(text: string): string {
  return text.trim().replace(/\.$/, "");
}
