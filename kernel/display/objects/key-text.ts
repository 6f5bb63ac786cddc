import { quoteString } from "../text/quote-token.js";
import { visibleText } from "../text/visible-text.js";
import { className } from "./class-name.js";
import type { Part } from "./container.js";
import { pieceText } from "./piece-text.js";

const MOST_CHARACTERS = 60;

/** The key before a value, with what parts them: `name: `, `[Symbol(id)]: `, `'a' => `. */
export function keyText(key: Part["key"]): string {
  if (key === undefined) return "";
  if (typeof key === "object") return `${entryText(key.entry)} => `;
  if (typeof key === "symbol") return `[${visibleText(cut(key.toString()))}]: `;
  return `${/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) && key.length <= MOST_CHARACTERS ? key : quoteString(key)}: `;
}

/** Objects as keys of a Map are named only: they may be of any size. */
function entryText(entry: unknown): string {
  if (typeof entry !== "object" || entry === null) return pieceText(entry);
  return `[${className(entry) ?? "Object: null prototype"}]`;
}

function cut(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
