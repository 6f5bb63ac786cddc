import { htmlEscape } from "escape-goat";
import { displayMethod } from "../display-symbol.js";
import { renderValue } from "../render-value.js";
import { visibleText } from "../text/visible-text.js";
import { htmlText } from "./html-text.js";
import { type Shown, shown } from "./shown.js";

/**
 * Html as an output. Values in it are escaped; arrays are joined; tensors, layers, pictures, data
 * frames and other `html` come as they show themselves.
 *
 * @example
 * const name = "<b>";
 * html`<p>Hello, ${name}!</p>${["a", "b"].map((item) => html`<li>${item}</li>`)}`;
 * // Hello, <b>!
 * // a
 * // b
 */
export function html(strings: TemplateStringsArray, ...values: readonly unknown[]): Shown {
  const text = (async () => {
    const parts = await Promise.all(values.map(htmlOf));
    return strings.reduce((all, string, i) => all + (parts[i - 1] ?? "") + string);
  })();
  // the rejection belongs to whoever displays it
  text.catch(() => undefined);
  return shown(async () => {
    const data = await text;
    return { "text/html": data, "text/plain": htmlText(data) };
  });
}

async function htmlOf(value: unknown): Promise<string> {
  if (value === undefined || value === null || value === false) return "";
  if (typeof value === "string") return htmlEscape(visibleText(value));
  if (Array.isArray(value) && !value.every((item) => typeof item === "number")) {
    return (await Promise.all(value.map(htmlOf))).join("");
  }
  if (typeof value !== "object" && typeof value !== "function") return htmlEscape(String(value));
  const { data } = await renderValue(value);
  const rich = data["text/html"];
  if (typeof rich === "string") return rich;
  for (const type of ["image/png", "image/jpeg", "image/gif", "image/webp"]) {
    const bytes = data[type];
    if (typeof bytes === "string")
      return htmlEscape`<img src="data:${type};base64,${bytes}" alt="">`;
  }
  const text = htmlEscape(String(data["text/plain"]));
  return displayMethod(value) === undefined && !text.includes("\n") ? text : `<pre>${text}</pre>`;
}
