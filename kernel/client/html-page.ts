import { htmlEscape } from "escape-goat";
import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import typescript from "highlight.js/lib/languages/typescript";
import { Marked } from "marked";
import { renderOutput } from "./html-output.js";
import { PAGE_STYLE } from "./html-style.js";
import { mathInMarkdown } from "./math-markup.js";
import type { Cell, CodeCell, Notebook } from "./notebook.js";

hljs.registerLanguage("typescript", typescript);
hljs.registerLanguage("python", python);
hljs.registerLanguage("json", json);
hljs.registerLanguage("bash", bash);

const markdown = new Marked(mathInMarkdown, {
  renderer: {
    code: ({ text, lang }) => `<pre><code>${highlight(text, lang ?? "")}</code></pre>\n`,
  },
});

// pictures are data URIs; nothing may be fetched
const POLICY = [
  "default-src 'none'",
  "img-src data:",
  "media-src data:",
  "font-src data:",
  "style-src 'unsafe-inline'",
  "script-src 'unsafe-inline'",
].join("; ");

/**
 * A notebook as one html file that needs no network and follows the reader's light or dark theme.
 * The notebook is trusted as it is in Jupyter after a run: html in outputs and prose stays html.
 */
export function renderHtmlPage(notebook: Notebook, title: string): string {
  const head = htmlEscape`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${title}</title>`;
  return `${head}
<style>${PAGE_STYLE}</style>
</head>
<body>
${notebook.cells.map(renderCell).join("\n")}
</body>
</html>
`;
}

function renderCell(cell: Cell): string {
  if (cell.cell_type === "code") return renderCodeCell(cell);
  if (cell.cell_type === "raw") return `<pre class="cell raw">${htmlEscape(cell.source)}</pre>`;
  const source = inlineAttachments(cell.source, cell.attachments);
  return `<section class="cell prose">${renderMarkdown(source)}</section>`;
}

function renderCodeCell({ source, execution_count: number, outputs }: CodeCell): string {
  const count = number === null ? "" : `[${number}]`;
  return `<section class="cell code">
<div class="count">${count}</div><div class="source"><pre><code>${highlight(source, "typescript")}</code></pre></div>
${outputs.map((output) => renderOutput(output, renderMarkdown)).join("\n")}
</section>`;
}

function renderMarkdown(text: string): string {
  return markdown.parse(text, { async: false });
}

function highlight(code: string, name: string): string {
  const language = /^(ts|tsx|js|javascript)$/.test(name) ? "typescript" : name;
  if (!hljs.getLanguage(language)) return htmlEscape(code);
  return hljs.highlight(code, { language }).value;
}

/** Pictures pasted into a markdown cell are kept beside it, as `{ "a.png": { "image/png": base64 } }`. */
function inlineAttachments(source: string, attachments: Readonly<Record<string, unknown>> = {}) {
  let text = source;
  for (const [name, bundle] of Object.entries(attachments)) {
    const [type, data] = Object.entries(bundle ?? {})[0] ?? [];
    if (typeof data === "string") {
      text = text.replaceAll(`attachment:${name}`, () => `data:${type};base64,${data}`);
    }
  }
  return text;
}
