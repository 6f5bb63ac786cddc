import type { Table, TableCell, TableColumn, TableRow } from "../description.js";
import { hiddenCount } from "../text/counted.js";
import { type Markup, markup, NOTHING } from "./markup.js";
import { searchable } from "./table-search.js";

const SCROLL_FROM = 14;
const TINT = "background: rgba(128, 128, 128, 0.15)";

/** A table with at most the described rows, in a scroll box when there are many. */
export function htmlTable(table: Table): Markup {
  const heads = table.columns.map(
    (column) => markup`<th style="text-align: ${column.align ?? "left"}">${column.name}</th>`,
  );
  const types = table.columns.some(({ type }) => type !== undefined)
    ? markup`<tr>${table.columns.map(
        (column) =>
          markup`<th style="text-align: ${column.align ?? "left"}; font-weight: normal"><small>${column.type ?? ""}</small></th>`,
      )}</tr>`
    : NOTHING;
  const most = table.columns.map((_, i) =>
    [...table.head, ...table.tail].reduce(
      (top, row) => Math.max(top, row.cells[i]?.amount ?? 0),
      0,
    ),
  );
  const row = (one: TableRow): Markup => {
    const cells = table.columns.map((column, i) => cell(column, one.cells[i], most[i] ?? 0));
    return one.special ? markup`<tr style="${TINT}">${cells}</tr>` : markup`<tr>${cells}</tr>`;
  };
  const gap =
    table.hidden > 0
      ? markup`<tr><td colspan="${table.columns.length}" style="text-align: center">${hiddenCount(table.hidden, "row")}</td></tr>`
      : NOTHING;
  const body = markup`<table class="dataframe"><thead><tr>${heads}</tr>${types}</thead><tbody>${table.head.map(row)}${gap}${table.tail.map(row)}</tbody></table>`;
  const rows = table.head.length + table.tail.length;
  const more = table.hiddenColumns ?? 0;
  const note =
    more > 0 ? markup`<div><small>${hiddenCount(more, "column")}</small></div>` : NOTHING;
  const scrolled =
    rows > SCROLL_FROM
      ? markup`<div style="max-height: 320px; overflow: auto">${body}</div>${note}`
      : markup`${[body, note]}`;
  return table.search === undefined ? scrolled : searchable(scrolled, table, table.search);
}

function cell(column: TableColumn, content: TableCell | undefined, most: number): Markup {
  const text = content?.text ?? "";
  const bar =
    column.bar && content?.amount !== undefined && most > 0
      ? markup` <meter min="0" max="${most}" value="${content.amount}"></meter>`
      : NOTHING;
  return markup`<td style="text-align: ${column.align ?? "left"}; white-space: pre-wrap">${text}${bar}</td>`;
}
