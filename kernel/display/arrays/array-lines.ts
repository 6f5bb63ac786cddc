import { hiddenCount } from "../text/counted.js";
import { displayWidth, padEnd } from "../text/display-width.js";
import type { ArrayValues } from "./array-values.js";

export const LINE_WIDTH = 80;

/** An array in nested brackets as numpy prints it, with the number of rows or slabs left out. */
export function arrayLines(values: ArrayValues): string[] {
  const { axes, cells } = values;
  const rank = axes.length;
  if (rank === 0) return [cells[0] ?? ""];
  const widths = columnWidths(values);
  let next = 0;

  const block = (axis: number): string[] => {
    const shown = axes[axis];
    if (shown === undefined) return [];
    if (axis === rank - 1) {
      const row = cells.slice(next, next + shown.indices.length);
      next += shown.indices.length;
      if (shown.hidden > 0) row.splice(shown.head, 0, "…");
      return wrappedRow(row, LINE_WIDTH - rank - 1, widths);
    }
    const lines: string[] = [];
    const gap = hiddenCount(shown.hidden, axis === rank - 2 ? "row" : "slab");
    const total = shown.indices.length;
    for (let i = 0; i < total; i++) {
      const child = block(axis + 1);
      const closed = i === total - 1 && !(shown.hidden > 0 && shown.head === total);
      lines.push(...child.slice(0, -1), `${child.at(-1)}${closed ? "" : ","}`);
      if (shown.hidden > 0 && i === shown.head - 1) lines.push(gap);
      else if (i < total - 1 && axis < rank - 2) lines.push("");
    }
    return bracketed(lines);
  };
  return block(0);
}

function bracketed(lines: readonly string[]): string[] {
  const inner = lines.map((line, i) => (i === 0 ? `[${line}` : line === "" ? "" : ` ${line}`));
  return [...inner.slice(0, -1), `${inner.at(-1) ?? "["}]`];
}

function wrappedRow(row: readonly string[], width: number, widths: readonly number[]): string[] {
  const lines: string[] = [];
  let line = "";
  row.forEach((cell, i) => {
    const piece = i === row.length - 1 ? cell : padEnd(`${cell},`, widths[i] ?? 0);
    if (line !== "" && displayWidth(line) + 1 + displayWidth(piece) > width) {
      lines.push(line);
      line = piece;
    } else {
      line = line === "" ? piece : `${line} ${piece}`;
    }
  });
  return bracketed([...lines, line]);
}

/** Text is padded after its comma, and only where columns stand below each other. */
function columnWidths({ axes, cells, align }: ArrayValues): number[] {
  const row = axes.at(-1);
  if (align === "right" || row === undefined || axes.length === 1) return [];
  const widths = row.indices.map((_, column) =>
    cells
      .filter((_cell, i) => i % row.indices.length === column)
      .reduce((widest, cell) => Math.max(widest, displayWidth(cell) + 1), 0),
  );
  if (row.hidden > 0) widths.splice(row.head, 0, 0);
  return widths;
}
