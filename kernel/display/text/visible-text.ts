// C0 but tab and newline, C1, zero-width and bidirectional controls, line separators, byte order mark,
// annotations, tags, and halves of surrogate pairs, which are no text in UTF-8
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be shown
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\p{Surrogate}]/gu;

const PRINTABLE = /^[\x20-\x7e\n]*$/;

/** Writes characters that a reader cannot see, or that reorder what he sees, as `\u{202e}`. */
export function visibleText(text: string): string {
  if (PRINTABLE.test(text)) return text;
  return text.replace(UNSEEN, (unseen) => `\\u{${(unseen.codePointAt(0) ?? 0).toString(16)}}`);
}

const LINE_BREAKS: Readonly<Record<string, string>> = { "\n": "\\n", "\t": "\\t" };
const LONGEST_LINE = 1000;

/** The same for text that stands on one line, cut after 1000 characters. */
export function visibleLine(text: string): string {
  const head = text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text;
  return visibleText(head).replace(/[\n\t]/g, (one) => LINE_BREAKS[one] ?? one);
}

export function hasUnseen(text: string): boolean {
  return text.search(UNSEEN) >= 0;
}
