import { htmlEscape } from "escape-goat";
import { htmlText } from "./html-text.js";
import { type Shown, shown } from "./shown.js";

const NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"';

/**
 * A picture in SVG as an output. It is drawn dark on a white card unless it has colours of its own,
 * so that it can be read in light and dark themes.
 *
 * @example
 * svg`<svg viewBox="0 0 20 20" width="40"><circle cx="10" cy="10" r="8"/></svg>`; // SVG picture
 */
export function svg(strings: TemplateStringsArray, ...values: readonly unknown[]): Shown {
  const parts = values.map((value) => (Array.isArray(value) ? value.join("") : String(value)));
  return svgPicture(String.raw({ raw: strings }, ...parts));
}

/** Throws a `TypeError` for text that is not an svg element. */
export function svgPicture(text: string): Shown {
  const picture = standalone(text);
  return shown(() => svgData(picture));
}

/**
 * Front ends do not draw `image/svg+xml` of notebooks that are not trusted, and forbid the element in
 * html there; an image from a data address is drawn everywhere.
 */
export function svgData(picture: string): Readonly<Record<string, string>> {
  const source = `data:image/svg+xml;base64,${Buffer.from(picture).toString("base64")}`;
  const title = /<title>([^<]*)<\/title>/.exec(picture)?.[1] ?? "";
  const words = title === "" ? "SVG picture" : `SVG picture: ${htmlText(title)}`;
  return {
    "text/html": htmlEscape`<img src="${source}" alt="${words}" style="max-width: 100%; background: white; color: black">`,
    "text/plain": words,
  };
}

/** An svg element by itself: with its namespace, which html may leave out. */
export function standalone(text: string): string {
  const start = text.search(/<svg[\s>]/i);
  const end = text.toLowerCase().lastIndexOf("</svg>");
  if (start < 0 || end < start) {
    throw new TypeError(
      `svg: expected an <svg> element with its closing tag. Received: ${JSON.stringify(text.slice(0, 60))}`,
    );
  }
  const element = text.slice(start, end + "</svg>".length);
  return /^<svg[^>]*\sxmlns=/i.test(element)
    ? element
    : element.replace(/^<svg/i, `<svg ${NAMESPACE}`);
}
