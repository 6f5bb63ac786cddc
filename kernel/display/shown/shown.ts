import { inspect } from "node:util";
import { DISPLAY_SYMBOL } from "../display-symbol.js";

/** Data by MIME type. */
export type MimeData = Readonly<Record<string, unknown>>;

/** Something made to be looked at: as the result of a cell, through `display`, or inside of `html`. */
export interface Shown {
  readonly [DISPLAY_SYMBOL]: () => MimeData | Promise<MimeData>;
}

export function shown(make: () => MimeData | Promise<MimeData>): Shown {
  return seenElsewhere({ [DISPLAY_SYMBOL]: make });
}

const madeToShow = new WeakSet<object>();

/** Whether a value came from `plot`, `show` and the like, and is nothing but what it shows. */
export function isMadeToShow(value: unknown): boolean {
  return typeof value === "object" && value !== null && madeToShow.has(value);
}

/** `console.log` cannot wait for what a value looks like, and says where it is to be seen. */
export function seenElsewhere<Value extends Shown>(value: Value): Value {
  madeToShow.add(value);
  return Object.defineProperty(value, inspect.custom, {
    value: () => "[shown as the result of a cell, or by display()]",
  });
}
