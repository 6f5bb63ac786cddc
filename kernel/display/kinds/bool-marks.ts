import type { ArrayValues } from "../arrays/array-values.js";
import type { NumberList } from "../numbers/number-statistics.js";

const FILLED = "■";
const EMPTY = "□";
const MOST_ROWS = 64;
const MOST_COLUMNS = 96;

/** The cells of a bool matrix as filled and empty squares. */
export function markedCells(values: ArrayValues): ArrayValues {
  const cells = values.cells.map((cell) => (cell.trim() === "true" ? FILLED : EMPTY));
  return { ...values, cells };
}

/** A bool matrix too large for a table of cells as rows of squares; undefined when it is larger yet. */
export function markedRows(numbers: NumberList, shape: readonly number[]): string[] | undefined {
  const [rows = 0, columns = 0] = shape;
  if (shape.length !== 2 || rows > MOST_ROWS || columns > MOST_COLUMNS) return undefined;
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) =>
      numbers[row * columns + column] === 0 ? EMPTY : FILLED,
    ).join(""),
  );
}
