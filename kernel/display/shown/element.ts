import { counted } from "../text/counted.js";
import { htmlText } from "./html-text.js";
import type { MimeData } from "./shown.js";
import { standalone, svgData } from "./svg.js";

/** What the elements of a browser's document, and of its stand-ins, have in common. */
export interface ElementLike {
  readonly outerHTML: string;
}

export function isElement(value: unknown): value is ElementLike {
  if (typeof value !== "object" || value === null) return false;
  return typeof Reflect.get(value, "outerHTML") === "string";
}

/** An element as it stands now. Drawings in it become images, which are drawn in every notebook. */
export function elementData({ outerHTML }: ElementLike): MimeData {
  if (/^<svg[\s>]/i.test(outerHTML)) return svgData(standalone(outerHTML));
  let drawings = 0;
  const html = outerHTML.replace(/<svg\b[\s\S]*?<\/svg>/gi, (drawing) => {
    drawings++;
    return svgData(standalone(drawing))["text/html"] ?? "";
  });
  const words = htmlText(outerHTML) || otherWords(outerHTML, drawings);
  return { "text/html": html, "text/plain": words };
}

/** what is said of an element without a word in it */
function otherWords(outerHTML: string, drawings: number): string {
  if (drawings > 0) return drawings === 1 ? "SVG picture" : counted(drawings, "SVG picture");
  return /^<[^>]*>/.exec(outerHTML)?.[0] ?? "";
}
