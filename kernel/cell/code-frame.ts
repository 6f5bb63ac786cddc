import { styleText } from "node:util";

export interface CodeRange {
  /** 1-based */
  readonly line: number;
  /** 1-based, in UTF-16 units */
  readonly column: number;
  /** how many columns to underline; 1 by default */
  readonly length?: number;
}

const CONTEXT_LINES = 2;
const MAX_WIDTH = 120;
const force = { validateStream: false } as const;

/** The lines around a place in a cell, numbered, with a caret under it; ANSI colours unless `plain`. */
export function codeFrame(
  source: string,
  { line, column, length = 1 }: CodeRange,
  { plain = false }: { readonly plain?: boolean } = {},
): string {
  const paint = (format: "dim" | "bold", text: string) =>
    plain ? text : styleText(format, text, force);
  const all = source.split("\n");
  const first = Math.max(1, line - CONTEXT_LINES);
  const last = Math.min(all.length, line + CONTEXT_LINES);
  const width = String(last).length;
  const rows: string[] = [];
  for (let number = first; number <= last; number++) {
    const text = (all[number - 1] ?? "").replace(/\t/g, " ").slice(0, MAX_WIDTH);
    const marker = number === line ? paint("bold", ">") : " ";
    rows.push(`${marker} ${paint("dim", `${String(number).padStart(width)} |`)} ${text}`.trimEnd());
    if (number === line && column <= MAX_WIDTH) {
      const end = Math.max(1, Math.min(length, text.length - column + 1));
      const caret = " ".repeat(column - 1) + "^".repeat(end);
      rows.push(`  ${" ".repeat(width)} ${paint("dim", "|")} ${paint("bold", caret)}`);
    }
  }
  return rows.join("\n");
}
