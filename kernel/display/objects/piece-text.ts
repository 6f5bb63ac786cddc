import { inspect, types } from "node:util";
import { knownLine } from "../kinds/known-line.js";
import { countText } from "../numbers/short-number.js";
import { visibleText } from "../text/visible-text.js";
import { functionText } from "./function-text.js";

const LONGEST_STRING = 100;
const HEAD = 50;
const TAIL = 49;
const MOST_CHARACTERS = 120;
const TYPED_ITEMS = 8;

/**
 * A value that is not opened, in one line: a number, a text by its ends, a tensor by its shape, a
 * Proxy by what it stands for. Never throws.
 */
export function pieceText(value: unknown): string {
  try {
    return oneLine(pieceOf(value));
  } catch {
    return `[${typeof value} that cannot be printed]`;
  }
}

function pieceOf(value: unknown): string {
  if (typeof value === "string") return stringPiece(value);
  // the name of its kind: what it stands for may be of any size
  if (types.isProxy(value)) return `Proxy ${inspected(value, -1)}`;
  if (typeof value === "function") return knownLine(value) ?? functionText(value);
  if (typeof value !== "object" || value === null) return inspected(value, 0);
  if (types.isNativeError(value)) return inspected(value, 0).split("\n", 1)[0] ?? "";
  return knownLine(value) ?? inspected(value, 0);
}

/** Texts of more than 100 characters by the first 50 and the last 49, as Observable shows them. */
function stringPiece(text: string): string {
  if (text.length <= LONGEST_STRING) return quoted(text);
  const ends = `${text.slice(0, HEAD)}…${text.slice(-TAIL)}`;
  return `${quoted(ends)} (${countText(text.length)} characters)`;
}

function quoted(text: string): string {
  return inspect(text, { breakLength: Number.POSITIVE_INFINITY });
}

function inspected(value: unknown, depth: number): string {
  return inspect(value, {
    depth,
    breakLength: Number.POSITIVE_INFINITY,
    compact: true,
    maxArrayLength: TYPED_ITEMS,
    maxStringLength: LONGEST_STRING,
  });
}

function oneLine(text: string): string {
  const line = visibleText(text.slice(0, 4 * MOST_CHARACTERS).replace(/\s*\n\s*/g, " "));
  const most = MOST_CHARACTERS + 40; // room for the ends of a text and its length
  return line.length > most ? `${line.slice(0, most)}…` : line;
}
