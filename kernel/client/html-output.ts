import { AnsiUp } from "ansi_up";
import { htmlEscape } from "escape-goat";
import { latexMarkup } from "./math-markup.js";
import type { Output } from "./output.js";

type Render = (text: string, renderMarkdown: (markdown: string) => string) => string;

const image =
  (type: string): Render =>
  (text) =>
    htmlEscape`<img alt="" src="data:${type};base64,${text.replace(/\s+/g, "")}">`;

/** In order of preference: a bundle shows the first type it holds. */
const RENDERERS: readonly (readonly [type: string, render: Render])[] = [
  ["text/html", (text) => text],
  ["text/markdown", (text, renderMarkdown) => renderMarkdown(text)],
  ["image/svg+xml", (text) => image("image/svg+xml")(Buffer.from(text).toString("base64"), String)],
  ["image/png", image("image/png")],
  ["image/jpeg", image("image/jpeg")],
  ["image/gif", image("image/gif")],
  ["image/webp", image("image/webp")],
  ["text/latex", latexMarkup],
  ["text/plain", preformatted],
];

/** One output of a cell as an html fragment; text is escaped, `text/html` is taken as it is. */
export function renderOutput(output: Output, renderMarkdown: (markdown: string) => string): string {
  switch (output.output_type) {
    case "stream":
      return `<div class="output ${output.name === "stderr" ? "stderr" : "stdout"}">${preformatted(output.text)}</div>`;
    case "error": {
      const { ename, evalue, traceback } = output;
      const text = traceback.length > 0 ? traceback.join("\n") : `${ename}: ${evalue}`;
      return `<div class="output error">${preformatted(text)}</div>`;
    }
    case "display_data":
    case "execute_result":
      return `<div class="output result">${renderBundle(output.data, renderMarkdown)}</div>`;
  }
}

function renderBundle(
  data: Readonly<Record<string, unknown>>,
  renderMarkdown: (markdown: string) => string,
): string {
  for (const [type, render] of RENDERERS) {
    const value = data[type];
    if (typeof value === "string") return render(value, renderMarkdown);
  }
  return preformatted(JSON.stringify(data, null, 2));
}

function preformatted(text: string): string {
  // one instance per text: it carries colours over to the next call
  const ansi = new AnsiUp();
  ansi.use_classes = true;
  return `<pre>${ansi.ansi_to_html(text)}</pre>`;
}
