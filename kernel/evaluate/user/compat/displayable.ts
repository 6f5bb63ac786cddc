import { inspect } from "node:util";
import { DISPLAY_SYMBOL } from "../../../display/display-symbol.js";

/** MIME types and their contents; bytes stand for their base64 form. */
export type MediaBundle = Readonly<Record<string, unknown>>;

/** A value that says itself what is shown. */
export interface Displayable {
  readonly [DISPLAY_SYMBOL]: () => MediaBundle | Promise<MediaBundle>;
}

/** A value that shows as the given MIME data; where only text can be shown, its types are named. */
export function displayable(data: MediaBundle): Displayable {
  return {
    [DISPLAY_SYMBOL]: () => data,
    [inspect.custom]: () => `<${Object.keys(data).join(", ")}>`,
  } as Displayable;
}
