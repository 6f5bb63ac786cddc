import { MAGICS, type MagicName } from "./magics.js";

export interface MagicCompletion {
  readonly text: string;
  readonly type: "magic" | "keyword";
  readonly signature: string;
}

export interface MagicCompletions {
  /** UTF-16 offsets of what a completion replaces */
  readonly start: number;
  readonly end: number;
  readonly items: readonly MagicCompletion[];
}

const ABOVE_CODE = /^(?:\s*|[ \t]*(?:[%!]|\/\/).*\n)*$/;
const LINE = /^[ \t]*(%%?)(\w*)(?:[ \t]+(\w*))?$/;

/**
 * Completions within a line that begins with `%` above a cell's code: its name, or the words it knows.
 * Undefined where a completion of code is wanted.
 */
export function magicCompletions(code: string, offset: number): MagicCompletions | undefined {
  const lineStart = code.lastIndexOf("\n", offset - 1) + 1;
  const [, percent, name, word] = LINE.exec(code.slice(lineStart, offset)) ?? [];
  if (percent === undefined || name === undefined || !ABOVE_CODE.test(code.slice(0, lineStart)))
    return undefined;
  const names = Object.keys(MAGICS) as MagicName[];
  if (word !== undefined) {
    const magic = names.find((known) => known === name);
    if (magic === undefined) return undefined;
    const { usage, words } = MAGICS[magic];
    const items = words
      .filter((known) => known.startsWith(word))
      .map((text) => ({ text, type: "keyword", signature: usage }) as const);
    // such as the code after `%time`
    return items.length === 0 ? undefined : { start: offset - word.length, end: offset, items };
  }
  const typed = percent + name;
  const items = names
    .map((known) => ({ text: (/^%+/.exec(MAGICS[known].usage)?.[0] ?? "%%") + known, known }))
    .filter(({ text }) => text.startsWith(typed))
    .map(({ text, known }) => ({ text, type: "magic", signature: MAGICS[known].usage }) as const);
  const end = offset + /^\w*/.exec(code.slice(offset))![0].length;
  return { start: offset - typed.length, end, items };
}
