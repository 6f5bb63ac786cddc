import { inspect } from "node:util";
import { DISPLAY_SYMBOL } from "../../../display/display-symbol.js";

/** Contents by MIME type; bytes stand for their base64 form. */
export type MediaData = Readonly<Record<string, unknown>>;

/** A value that shows as the given MIME data; where only text can be shown, its types are named. */
export function displayable<Data extends MediaData>(
  data: Data,
): { readonly [DISPLAY_SYMBOL]: () => Data } {
  const asText = () => `<${Object.keys(data).join(", ")}>`;
  return Object.defineProperty({ [DISPLAY_SYMBOL]: () => data }, inspect.custom, { value: asText });
}
