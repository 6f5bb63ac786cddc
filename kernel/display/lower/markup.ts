import { htmlEscape } from "escape-goat";
import { visibleText } from "../text/visible-text.js";

/** Html that is already escaped. */
export interface Markup {
  readonly html: string;
}

type Part = string | number | Markup | readonly Markup[];

/** Builds html: every interpolated text is escaped, every `Markup` is taken as it is. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let html = strings[0] ?? "";
  parts.forEach((part, i) => {
    html += htmlOf(part) + (strings[i + 1] ?? "");
  });
  return { html };
}

function htmlOf(part: Part): string {
  if (typeof part === "string") return htmlEscape(visibleText(part));
  if (typeof part === "number") return String(part);
  return "html" in part ? part.html : part.map((one) => one.html).join("");
}

export const NOTHING: Markup = { html: "" };
