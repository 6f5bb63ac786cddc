import type { Table, TableRow } from "../description.js";
import { hiddenCount } from "../text/counted.js";
import { displayWidth, padEnd, padStart } from "../text/display-width.js";

const ALL_UP_TO = 20;
const HEAD_ROWS = 10;
const TAIL_ROWS = 3;

/** A table in aligned columns; of more than 20 rows the first 10, the last 3, and the number between. */
export function tableLines(table: Table): string[] {
  const { head, tail, hidden } = shortened(table);
  const rows = [...head, ...tail];
  const widths = table.columns.map((column, i) =>
    Math.max(
      displayWidth(column.name),
      ...rows.map((row) => displayWidth(row.cells[i]?.text ?? "")),
    ),
  );
  const line = (texts: readonly string[]) =>
    texts
      .map((text, i) =>
        table.columns[i]?.align === "right"
          ? padStart(text, widths[i] ?? 0)
          : padEnd(text, widths[i] ?? 0),
      )
      .join("  ")
      .trimEnd();
  const rowLine = (row: TableRow) => line(table.columns.map((_, i) => row.cells[i]?.text ?? ""));
  return [
    line(table.columns.map((column) => column.name)),
    ...head.map(rowLine),
    ...(hidden > 0 ? [hiddenCount(hidden, "row")] : []),
    ...tail.map(rowLine),
  ];
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
