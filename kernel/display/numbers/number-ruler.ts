import { shortNumber } from "./short-number.js";

const WIDTH = 64;
const MARGIN = 3;

/**
 * Ascending numbers as marks on a line, at their distances, and those of the numbers that have room
 * below it; nothing for less than two different ones.
 *
 * @example
 * numberRuler([0, 1, 4]).join("\n");
 * // ───┼───────────────┼───────────────────────────────────────────────┼───
 * //    0               1                                               4
 */
export function numberRuler(numbers: readonly number[]): string[] {
  const marks = numbers.filter(Number.isFinite);
  const first = marks[0] ?? 0;
  const span = (marks.at(-1) ?? 0) - first;
  if (!(span > 0 && Number.isFinite(span))) return [];
  const columns = marks.map((mark) => MARGIN + Math.round(((mark - first) / span) * WIDTH));
  const line = new Array<string>(WIDTH + 1 + 2 * MARGIN).fill("─");
  for (const column of columns) line[column] = "┼";

  const labels = new Array<string>(line.length + MARGIN).fill(" ");
  const place = (i: number) => {
    const text = shortNumber(marks[i] ?? 0);
    const start = Math.max(0, (columns[i] ?? 0) - Math.floor(text.length / 2));
    const around = labels.slice(Math.max(0, start - 1), start + text.length + 1);
    if (around.every((character) => character === " ")) labels.splice(start, text.length, ...text);
  };
  // the ends say most
  place(0);
  place(marks.length - 1);
  for (let i = 1; i < marks.length - 1; i++) place(i);
  return [line.join(""), labels.join("").trimEnd()];
}
