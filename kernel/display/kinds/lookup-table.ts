import type { Description, SummaryLine, TableColumn, TableRow } from "../description.js";
import { countText } from "../numbers/short-number.js";
import { counted } from "../text/counted.js";
import { quoteToken } from "../text/quote-token.js";
import type { LookupRow, LookupTable } from "./recognize.js";

const HEAD_ROWS = 190;
const TAIL_ROWS = 10;
const TOKEN_CHARS = 40;
const SEARCHED_FROM = 15;
/** beyond those shown, for the search box */
const HELD_ROWS = 4_000;

/** The vocabulary of a lookup layer: index, token, count; mask and out-of-vocabulary rows apart. */
export function describeLookup(table: LookupTable): Description {
  const summary = lookupSummary(table);
  if (!table.adapted) return summary;
  const { size } = table;
  const head = rowsBetween(table, 0, Math.min(size, HEAD_ROWS));
  const tail = rowsBetween(table, Math.max(head.length, size - TAIL_ROWS), size);
  const shown = [...head, ...tail];
  const hidden = size - shown.length;
  const hasSpecial = shown.some((row) => row.special !== undefined);
  const hasCounts = shown.some((row) => row.count !== undefined);
  const hasWeights = shown.some((row) => row.idf !== undefined);
  const columns: TableColumn[] = [
    { name: "index", align: "right" },
    { name: "token" },
    ...(hasSpecial ? [{ name: "role" }] : []),
    ...(hasCounts ? [{ name: "count", align: "right", bar: true } as const] : []),
    ...(hasWeights ? [{ name: "idf", align: "right" } as const] : []),
  ];
  const toRow = (row: LookupRow): TableRow => ({
    cells: [
      { text: String(row.index) },
      { text: row.token === null ? "" : quoteToken(row.token, TOKEN_CHARS) },
      ...(hasSpecial ? [{ text: row.special === undefined ? "" : ROLE_TEXT[row.special] }] : []),
      ...(hasCounts ? [countCell(row.count)] : []),
      ...(hasWeights ? [{ text: row.idf === undefined ? "" : row.idf.toFixed(3) }] : []),
    ],
    special: row.special !== undefined,
  });
  const held = rowsBetween(table, head.length, head.length + Math.min(hidden, HELD_ROWS));
  const search =
    size < SEARCHED_FROM ? {} : { search: { noun: "token", column: 1, held: held.map(toRow) } };
  return {
    kind: "stack",
    items: [
      summary,
      { kind: "table", columns, head: head.map(toRow), tail: tail.map(toRow), hidden, ...search },
    ],
  };
}

/** A lookup layer in one line: how many tokens, and what they were learnt from. */
export function lookupSummary(table: LookupTable): SummaryLine {
  const title = `${table.layer}${table.invert === true ? " (inverse)" : ""}:`;
  const facts = table.adapted
    ? [`${counted(table.size, "token")}${specialText(table)}, ${sourceText(table)}`]
    : ["not adapted: call adapt(data)"];
  return { kind: "summary", title, facts };
}

const ROLE_TEXT = { mask: "mask", oov: "OOV" } as const;

function countCell(count: number | undefined): { text: string; amount?: number } {
  return count === undefined ? { text: "" } : { text: countText(count), amount: count };
}

function rowsBetween(table: LookupTable, start: number, end: number): LookupRow[] {
  return Array.from({ length: Math.max(0, end - start) }, (_, i) => table.row(start + i));
}

/** ` (1 mask, 1 OOV)`: the mask, if there is one, is the first row. */
function specialText(table: LookupTable): string {
  const masked = table.size > 0 && table.row(0).special === "mask";
  const parts = [
    ...(masked ? ["1 mask"] : []),
    ...(table.numOov > 0 ? [`${countText(table.numOov)} OOV`] : []),
  ];
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

function sourceText({ adaptedOn, size }: LookupTable): string {
  if (adaptedOn === null) return "vocabulary given";
  const { tokens, distinctTokens } = adaptedOn;
  const dropped =
    distinctTokens > size ? `, the most frequent of ${countText(distinctTokens)}` : "";
  return `adapted on ${counted(tokens, "item")}${dropped}`;
}
