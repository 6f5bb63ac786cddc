import { inspect } from "node:util";
import type { Description, Table, TableColumn, TableRow } from "../description.js";
import { formatNumbers } from "../numbers/format-numbers.js";
import { countText } from "../numbers/short-number.js";
import { labelText } from "../text/label-text.js";
import { quoteString } from "../text/quote-token.js";
import { hasUnseen } from "../text/visible-text.js";
import type { FrameView } from "./frame-view.js";

const CELL_CHARS = 50;
const DECIMALS = 6;

/** A data frame as a table: names and types of its columns, its first and last rows. */
export function describeFrame(view: FrameView): Description {
  const { title, rows, columnCount, columns, hiddenRows } = view;
  const texts = columns.map(({ values }) => columnTexts(values));
  const labels = view.labels?.map(cellText) ?? view.positions.map(String);
  const tableRows = view.positions.map(
    (_, i): TableRow => ({
      cells: [{ text: labels[i] ?? "" }, ...texts.map(({ cells }) => ({ text: cells[i] ?? "" }))],
    }),
  );
  const table: Table = {
    kind: "table",
    columns: [
      { name: "", align: "right" },
      ...columns.map(({ name, type }, i): TableColumn => {
        const align = texts[i]?.isNumeric ? "right" : "left";
        return {
          name: headText(name),
          align,
          ...(type === undefined ? {} : { type: labelText(type) }),
        };
      }),
    ],
    head: tableRows.slice(0, view.headCount),
    tail: tableRows.slice(view.headCount),
    hidden: hiddenRows,
    hiddenColumns: columnCount - columns.length,
  };
  return {
    kind: "stack",
    items: [
      {
        kind: "summary",
        title,
        facts: [
          `${countText(rows)} ${rows === 1 ? "row" : "rows"} × ${countText(columnCount)} ${columnCount === 1 ? "column" : "columns"}`,
        ],
      },
      ...(columnCount === 0 ? [] : [table]),
    ],
  };
}

/** Numbers of a column share their decimals, as in a column of figures. */
function columnTexts(values: readonly unknown[]): { cells: string[]; isNumeric: boolean } {
  const numbers = values.filter((value): value is number => typeof value === "number");
  const isNumeric = values.some(isNumber) && values.every(isNumberOrMissing);
  if (!isNumeric) return { cells: values.map(cellText), isNumeric: false };
  const kind = numbers.every(Number.isInteger) ? "integer" : "float64";
  const formatted = formatNumbers(numbers, kind, DECIMALS).map((text) =>
    text.trimStart().replace(/ +$/, (blanks) => "0".repeat(blanks.length)),
  );
  let next = 0;
  const cells = values.map((value) =>
    typeof value === "number" ? (formatted[next++] ?? "") : cellText(value),
  );
  return { cells, isNumeric: true };
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" || typeof value === "bigint";
}

function isNumberOrMissing(value: unknown): boolean {
  return isNumber(value) || value === null || value === undefined;
}

function cellText(value: unknown): string {
  if (value === undefined || value === null) return "null";
  if (typeof value === "string") return stringText(value);
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? "Invalid Date" : dateText(value);
  if (typeof value !== "object") return String(value);
  const text = inspect(value, {
    depth: 1,
    breakLength: Number.POSITIVE_INFINITY,
    maxArrayLength: 6,
  });
  return text.length > CELL_CHARS ? `${text.slice(0, CELL_CHARS)}…` : text;
}

/** As it is where that is unmistakable; a string that looks like a null or has edges of blanks is quoted. */
function stringText(text: string): string {
  const isPlain =
    text.length <= CELL_CHARS && text === text.trim() && text !== "" && text !== "null";
  return isPlain && !/[\n\r\t]/.test(text) && !hasUnseen(text)
    ? text
    : quoteString(text, CELL_CHARS);
}

function headText(name: string): string {
  return name.length <= CELL_CHARS && !hasUnseen(name) ? name : quoteString(name, CELL_CHARS);
}

function dateText(date: Date): string {
  return date
    .toISOString()
    .replace(/T00:00:00\.000Z$/, "")
    .replace(/\.000Z$/, "Z");
}
