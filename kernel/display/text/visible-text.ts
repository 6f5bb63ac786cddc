// C0 but tab and newline, C1, zero-width and bidirectional controls, line separators, byte order mark,
// annotations, tags, and halves of surrogate pairs, which are no text in UTF-8
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be shown
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\p{Surrogate}]/gu;

/** Writes characters that a reader cannot see, or that reorder what he sees, as `\u{202e}`. */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, (unseen) => `\\u{${(unseen.codePointAt(0) ?? 0).toString(16)}}`);
}

export function hasUnseen(text: string): boolean {
  return text.search(UNSEEN) >= 0;
}
