import { countText } from "../numbers/short-number.js";
import { hasUnseen, visibleText } from "./visible-text.js";

const MAX_CHARS = 60;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** A string as JSON, at most about 60 characters of it, with what was cut said after it. */
export function quoteString(text: string, limit: number = MAX_CHARS): string {
  const head = cutAt(text, limit);
  const quoted = visibleText(JSON.stringify(head));
  return head.length === text.length ? quoted : `${quoted}… (${countText(text.length)} characters)`;
}

/** A token as it is when that is unmistakable, else quoted: blanks at the ends, quotes, controls. */
export function quoteToken(token: string | number, limit: number = MAX_CHARS): string {
  if (typeof token === "number") return String(token);
  const plain =
    token.length > 0 &&
    token.length <= limit &&
    token.trim() === token &&
    !/["\\]|\s{2}|[\t\n\r]/.test(token) &&
    !LONE_SURROGATE.test(token) &&
    !hasUnseen(token);
  return plain ? token : quoteString(token, limit);
}

function cutAt(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = text.slice(0, limit);
  // never half of a surrogate pair
  return /[\ud800-\udbff]$/.test(head) ? head.slice(0, -1) : head;
}
