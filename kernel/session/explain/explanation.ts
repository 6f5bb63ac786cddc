import { htmlEscape } from "escape-goat";
import type { Hover } from "../../check/checker.js";
import type { MimeData } from "../../wire/contents.js";
import { fenced } from "./fenced.js";
import { markdownToHtml } from "./markdown-html.js";
import { markdownToText } from "./markdown-text.js";

/** What is known about the thing at the cursor. */
export interface Explanation extends Hover {
  /** how a cell wrote it */
  readonly source?: string;
  /** what it holds now, in one line */
  readonly value?: string;
}

/** An explanation as text, Markdown and html. */
export function explanationData(explanation: Explanation): MimeData {
  const { signature, bold, documentation, source, value } = explanation;
  const markdown = [
    documentation,
    ...(value === undefined ? [] : [`**Value**\n\n${fenced("typescript", value)}`]),
    ...(source === undefined ? [] : [`**Source**\n\n${fenced("typescript", source)}`]),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
  const join = (...parts: string[]) => parts.filter((part) => part !== "").join("\n\n");
  return {
    "text/plain": join(signature, markdownToText(markdown)),
    "text/markdown": join(
      bold === undefined ? fenced("typescript", signature) : boldSignature(signature, bold),
      markdown,
    ),
    "text/html": `<pre><code>${htmlSignature(signature, bold)}</code></pre>${markdownToHtml(markdown)}`,
  };
}

type Bold = NonNullable<Hover["bold"]>;

/** In a code block nothing can be bold: one line of code for each overload instead. */
function boldSignature(signature: string, { start, end }: Bold): string {
  const [first = "", ...others] = signature.split("\n");
  const parts = [
    codeSpan(first.slice(0, start)),
    `**${codeSpan(first.slice(start, end))}**`,
    codeSpan(first.slice(end)),
  ];
  return [parts.join(""), ...others.map(codeSpan)].join("  \n");
}

function codeSpan(code: string): string {
  if (code === "") return "";
  return code.includes("`") ? `\`\` ${code} \`\`` : `\`${code}\``;
}

function htmlSignature(signature: string, bold: Bold | undefined): string {
  if (bold === undefined) return htmlEscape(signature);
  const { start, end } = bold;
  const [before, marked, after] = [
    signature.slice(0, start),
    signature.slice(start, end),
    signature.slice(end),
  ].map((part) => htmlEscape(part));
  return `${before}<strong>${marked}</strong>${after}`;
}
