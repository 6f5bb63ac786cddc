import type { Table, TableRow } from "../description.js";
import { hiddenCount } from "../text/counted.js";
import { displayWidth, padEnd, padStart } from "../text/display-width.js";
import { visibleLine } from "../text/visible-text.js";

const ALL_UP_TO = 20;
const HEAD_ROWS = 10;
const TAIL_ROWS = 3;
const GAP = "  ";
const MOST_WIDTH = 120;

/**
 * A table in aligned columns; of more than 20 rows the first 10, the last 3, and the number between;
 * as many columns as fit 120 characters.
 */
export function tableLines(described: Table): string[] {
  const table = inLines(described);
  const { head, tail, hidden } = table;
  const rows = [...head, ...tail];
  const widths = table.columns.map((column, i) =>
    Math.max(
      displayWidth(column.name),
      displayWidth(column.type ?? ""),
      ...rows.map((row) => displayWidth(row.cells[i]?.text ?? "")),
    ),
  );
  const columns = table.columns.slice(0, fittingColumns(widths));
  const line = (texts: readonly string[]) =>
    texts
      .map((text, i) =>
        columns[i]?.align === "right"
          ? padStart(text, widths[i] ?? 0)
          : padEnd(text, widths[i] ?? 0),
      )
      .join(GAP)
      .trimEnd();
  const rowLine = (row: TableRow) => line(columns.map((_, i) => row.cells[i]?.text ?? ""));
  const more = table.columns.length - columns.length + (table.hiddenColumns ?? 0);
  return [
    line(columns.map((column) => column.name)),
    ...(columns.some(({ type }) => type !== undefined)
      ? [line(columns.map(({ type = "" }) => type))]
      : []),
    ...head.map(rowLine),
    ...(hidden > 0 ? [hiddenCount(hidden, "row")] : []),
    ...tail.map(rowLine),
    ...(more > 0 ? [hiddenCount(more, "column")] : []),
  ];
}

/** Each cell and each name on one line. */
function inLines(table: Table): Table {
  const { head, tail, hidden } = shortened(table);
  const row = ({ cells }: TableRow): TableRow => ({
    cells: cells.map(({ text }) => ({ text: visibleLine(text) })),
  });
  const columns = table.columns.map((column) => ({
    ...column,
    name: visibleLine(column.name),
    ...(column.type === undefined ? {} : { type: visibleLine(column.type) }),
  }));
  return { ...table, columns, head: head.map(row), tail: tail.map(row), hidden };
}

/** How many of the columns fit the line, two at least: row labels alone tell nothing. */
function fittingColumns(widths: readonly number[]): number {
  let used = -GAP.length;
  const first = widths.findIndex((width, i) => {
    used += GAP.length + width;
    return used > MOST_WIDTH && i >= 2;
  });
  return first < 0 ? widths.length : first;
}

function shortened(table: Table): Pick<Table, "head" | "tail" | "hidden"> {
  const rows = table.head.length + table.tail.length;
  const total = rows + table.hidden;
  if (table.hidden === 0 && rows <= ALL_UP_TO) return table;
  const all = [...table.head, ...table.tail];
  const head = all.slice(0, Math.min(HEAD_ROWS, table.hidden > 0 ? table.head.length : rows));
  const tail = all.slice(Math.max(head.length, rows - TAIL_ROWS));
  return { head, tail, hidden: total - head.length - tail.length };
}
