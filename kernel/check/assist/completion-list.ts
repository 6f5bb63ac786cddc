import type { Completion, CompletionList } from "../checker.js";
import { readableTypes } from "../readable-types.js";
import type { Position } from "../server/text-positions.js";

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

interface InsertOrReplace {
  readonly insert: Range;
  readonly replace: Range;
}

/** A completion as the language server gives it. */
export interface ServerItem {
  readonly label: string;
  readonly kind?: number;
  readonly detail?: string;
  readonly sortText?: string;
  readonly insertText?: string;
  readonly textEdit?: {
    readonly newText: string;
    readonly range?: Range;
  } & Partial<InsertOrReplace>;
}

export interface ServerList {
  readonly itemDefaults?: { readonly editRange?: Range | InsertOrReplace };
  readonly items: readonly ServerItem[];
}

/** A completion that fits what was typed. */
export interface Candidate {
  readonly item: ServerItem;
  readonly text: string;
}

export interface Candidates {
  readonly start: number;
  readonly end: number;
  readonly fitting: readonly Candidate[];
}

const WORD_BEFORE = /[\p{ID_Continue}$#\u200c\u200d]*$/u;
const WORD_AFTER = /^[\p{ID_Continue}$\u200c\u200d]*/u;

/** The completions that begin with the text before the cursor, best first, and what they replace. */
export function fittingCandidates(
  list: ServerList,
  code: string,
  offset: number,
  toOffset: (position: Position) => number,
): Candidates {
  const word = {
    start: offset - WORD_BEFORE.exec(code.slice(0, offset))![0].length,
    end: offset + WORD_AFTER.exec(code.slice(offset))![0].length,
  };
  const offsets = ({ start, end }: Range) => ({ start: toOffset(start), end: toOffset(end) });
  const shared = list.itemDefaults?.editRange;
  const fallback = shared === undefined ? word : offsets(replaced(shared));
  const placed = list.items.map((item) => {
    const edit = item.textEdit;
    const range = edit?.range ?? edit?.replace;
    const text = edit?.newText ?? item.insertText ?? item.label;
    return { item, text, ...(range === undefined ? fallback : offsets(range)) };
  });
  // Jupyter knows one range for all: `["b-c"]`, which also replaces the dot, only goes when alone
  const start = placed.reduce((latest, item) => Math.max(latest, item.start), 0);
  const here = placed.filter((candidate) => candidate.start === start);
  const end = Math.max(offset, here[0]?.end ?? offset);
  // an edit of the dot too, as `?.name` on what may be undefined
  const typed = code.slice(code[start] === "." ? word.start : start, offset);
  const nameOf = ({ item, text }: Candidate) => (code[start] === "." ? item.label : text);
  const exact = here.filter((candidate) => nameOf(candidate).startsWith(typed));
  const lower = typed.toLowerCase();
  const similar = () => here.filter((it) => nameOf(it).toLowerCase().startsWith(lower));
  const fitting = exact.length > 0 ? exact : similar();
  return { start: placed.length === 0 ? word.start : start, end, fitting: fitting.sort(byRank) };
}

function replaced(range: Range | InsertOrReplace): Range {
  return "replace" in range ? range.replace : range;
}

function byRank(a: Candidate, b: Candidate): number {
  const [first, second] = [a.item.sortText ?? "", b.item.sortText ?? ""];
  if (first !== second) return first < second ? -1 : 1;
  return a.text < b.text ? -1 : a.text > b.text ? 1 : 0;
}

/** Joins candidates with the details the server gave for some of them. */
export function completionList(
  { start, end, fitting }: Candidates,
  details: readonly (string | undefined)[],
): CompletionList {
  const items = fitting.map(({ item, text }, index): Completion => {
    const detail = details[index] ?? item.detail;
    const signature = detail === undefined ? undefined : signatureOf(detail, item.label);
    const type = typeOf(item.kind, signature);
    return signature === undefined ? { text, type } : { text, type, signature };
  });
  return { start, end, items };
}

/** The first overload, in one line; undefined when it says no more than the name. */
function signatureOf(detail: string, label: string): string | undefined {
  const [first = ""] = detail.split(/\n(?=\(|(?:function|const|import|export|class|namespace) )/);
  const signature = readableTypes(first)
    .replace(/^\(alias\) /, "")
    .replace(/\s+/g, " ");
  return signature === label ? undefined : signature;
}

const TYPE_OF_KIND: Readonly<Record<number, string>> = {
  2: "function",
  3: "function",
  4: "function",
  5: "property",
  6: "instance",
  7: "class",
  8: "class",
  9: "module",
  10: "property",
  13: "class",
  14: "keyword",
  17: "path",
  19: "path",
  20: "property",
  21: "instance",
  22: "class",
  25: "class",
};

function typeOf(kind: number | undefined, signature: string | undefined): string {
  // what is imported is a variable to the server, whatever it stands for
  if (signature !== undefined && kind === 6) {
    if (/^function\b|^(const|let|var) [^:]+: (<.*?>)?\(.*\) =>/.test(signature)) return "function";
    if (/^(class|enum|interface|type)\b/.test(signature)) return "class";
    if (/^(namespace|module)\b/.test(signature)) return "module";
  }
  return TYPE_OF_KIND[kind ?? 0] ?? "instance";
}
