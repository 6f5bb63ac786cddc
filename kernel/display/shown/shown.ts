import { DISPLAY_SYMBOL } from "../display-symbol.js";

/** Data by MIME type. */
export type MimeData = Readonly<Record<string, unknown>>;

/** Something made to be looked at: as the result of a cell, through `display`, or inside of `html`. */
export interface Shown {
  readonly [DISPLAY_SYMBOL]: () => MimeData | Promise<MimeData>;
}

export function shown(make: () => MimeData | Promise<MimeData>): Shown {
  return { [DISPLAY_SYMBOL]: make };
}
