import { createRequire } from "node:module";
import { htmlEscape } from "escape-goat";
import type * as MarkedModule from "marked";

const require = createRequire(import.meta.url);
let marked: MarkedModule.Marked | undefined;

const SAFE_LINK = /^(?:https?:|mailto:)/i;

/** Documentation as html. What is html in it already is shown as text; links lead to the web only. */
export function markdownToHtml(markdown: string): string {
  marked ??= createMarked();
  return marked.parse(markdown, { async: false }).trim();
}

/** loaded with the first explanation */
function createMarked(): MarkedModule.Marked {
  const { Marked } = require("marked") as typeof MarkedModule;
  return new Marked({
    renderer: {
      html: ({ text }) => htmlEscape(text),
      image: ({ href, text }) => link(href, htmlEscape(text || href)),
      link({ href, tokens }) {
        return link(href, this.parser.parseInline(tokens));
      },
    },
  });
}

function link(href: string, label: string): string {
  return SAFE_LINK.test(href)
    ? `<a href="${htmlEscape(href)}" target="_blank" rel="noopener">${label}</a>`
    : label;
}
