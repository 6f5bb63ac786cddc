import type { ArrayValues } from "../arrays/array-values.js";
import { hiddenCount } from "../text/counted.js";
import { type Markup, markup, NOTHING } from "./markup.js";

const MOST = 21;

/** Matrices and lists of text of at most about 20 x 20 shown cells read better as a table. */
export function fitsTable({ axes, align }: ArrayValues): boolean {
  const sizes = axes.map((axis) => axis.indices.length);
  if (sizes.some((size) => size === 0)) return false;
  if (sizes.length === 1) return align === "left" && (sizes[0] ?? 0) <= 2 * MOST;
  return sizes.length === 2 && sizes.every((size) => size <= MOST);
}

/** A matrix with its indices, cells tinted by value: warm above zero, blue below. */
export function arrayTable({ axes, cells, heat, align }: ArrayValues): Markup {
  const [rows, columns] = axes;
  if (rows === undefined) return NOTHING;
  const width = columns?.indices.length ?? 1;
  const gapColumn = columns !== undefined && columns.hidden > 0 ? columns.head : -1;
  const heads = (columns?.indices ?? []).flatMap((index, i) => [
    ...(i === gapColumn ? [markup`<th>…</th>`] : []),
    markup`<th>${index}</th>`,
  ]);
  const span = heads.length + (columns === undefined ? 2 : 1);
  const gapRow = markup`<tr><td colspan="${span}" style="text-align: center">${hiddenCount(rows.hidden, "row")}</td></tr>`;
  const body = rows.indices.map((index, row) => {
    const line = cells
      .slice(row * width, (row + 1) * width)
      .flatMap((text, column) => [
        ...(column === gapColumn ? [markup`<td>…</td>`] : []),
        markup`<td style="text-align: ${align}; font-family: monospace; white-space: pre${tint(heat?.[row * width + column])}">${text}</td>`,
      ]);
    const gap = rows.hidden > 0 && row === rows.head ? gapRow : NOTHING;
    return markup`${gap}<tr><th>${index}</th>${line}</tr>`;
  });
  const after = rows.hidden > 0 && rows.head === rows.indices.length ? gapRow : NOTHING;
  const head = columns === undefined ? NOTHING : markup`<thead><tr><th></th>${heads}</tr></thead>`;
  return markup`<div style="overflow: auto"><table class="dataframe">${head}<tbody>${body}${after}</tbody></table></div>`;
}

function tint(heat: number | undefined): string {
  if (heat === undefined || Number.isNaN(heat) || heat === 0) return "";
  const alpha = (Math.min(1, Math.abs(heat)) * 0.45).toFixed(2);
  return `; background: rgba(${heat > 0 ? "255, 140, 0" : "60, 130, 246"}, ${alpha})`;
}
