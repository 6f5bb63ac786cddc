import { types } from "node:util";
import { className } from "./class-name.js";
import { isContainer, type Part, partsOf } from "./container.js";
import { keyText } from "./key-text.js";
import { pieceText } from "./piece-text.js";

const MOST_CHARACTERS = 70;
const MOST_PARTS = 12;

/**
 * A container in one line by its first parts, those inside it by their kind.
 *
 * @example
 * preview({ a: 1, b: { c: 2 }, d: [1, 2, 3] }); // { a: 1, b: {…}, d: Array(3) }
 */
export function preview(value: object): string {
  const { parts, total } = partsOf(value, MOST_PARTS);
  const [open, close] = brackets(value);
  const title = titleOf(value, total);
  if (total === 0) return `${title}${open}${close}`;
  const shown: string[] = [];
  let used = title.length;
  for (const part of parts) {
    const text = partText(part);
    used += text.length + 2;
    if (used > MOST_CHARACTERS && shown.length > 0) break;
    shown.push(text);
  }
  if (shown.length < total) shown.push("…");
  return `${title}${open} ${shown.join(", ")} ${close}`;
}

function partText({ key, value, instead }: Part): string {
  return `${keyText(key)}${instead ?? (isContainer(value) ? kindText(value) : pieceText(value))}`;
}

/** What a container is, without its parts: `{…}`, `Array(3)`, `Point {…}`. */
export function kindText(value: object): string {
  const { total } = partsOf(value, 0);
  const [open, close] = brackets(value);
  if (total === 0) return `${titleOf(value, total)}${open}${close}`;
  return isCounted(value)
    ? titleOf(value, total).trim()
    : `${titleOf(value, total)}${open}…${close}`;
}

function titleOf(value: object, total: number): string {
  const name = className(value);
  if (isCounted(value)) {
    if (total === 0 && name === "Array") return "";
    return `${name ?? (Array.isArray(value) ? "Array" : types.isMap(value) ? "Map" : "Set")}(${total}) `;
  }
  if (Object.getPrototypeOf(value) === null) return "[Object: null prototype] ";
  return name === undefined || name === "Object" ? "" : `${name} `;
}

function isCounted(value: object): boolean {
  return Array.isArray(value) || types.isMap(value) || types.isSet(value);
}

function brackets(value: object): readonly [string, string] {
  return Array.isArray(value) ? ["[", "]"] : ["{", "}"];
}
