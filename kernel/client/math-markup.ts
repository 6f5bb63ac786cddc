import { htmlEscape } from "escape-goat";
import type { MarkedExtension, TokenizerAndRendererExtension, Tokens } from "marked";
import temml from "temml";

/** as MathJax reads a notebook: no blank within the dollars, and no digit behind, which would be a price */
const INLINE = /^\$(?!\s)((?:\\.|[^$\\\n])+?)(?<!\s)\$(?!\d)/;
const DISPLAYED = /^\$\$((?:\\.|[^$\\])+?)\$\$/;
const DELIMITED =
  /\$\$([\s\S]+?)\$\$|\\\[([\s\S]+?)\\\]|\\\(([\s\S]+?)\\\)|\$((?:\\.|[^$\\])+?)\$/g;

/** LaTeX in Markdown: `$…$` in a line, `$$…$$` on its own. */
export const mathInMarkdown: MarkedExtension = {
  extensions: [rule("displayedMath", DISPLAYED, true), rule("inlineMath", INLINE, false)],
};

function rule(name: string, pattern: RegExp, isDisplayed: boolean): TokenizerAndRendererExtension {
  return {
    name,
    level: "inline",
    start: (source) => source.indexOf("$"),
    tokenizer: (source) => {
      const [raw, text] = pattern.exec(source) ?? [];
      return raw === undefined || text === undefined ? undefined : { type: name, raw, text };
    },
    renderer: ({ text }: Tokens.Generic) => mathMarkup(String(text), isDisplayed),
  };
}

/** What a cell gave as `text/latex`: prose with formulas between dollars or brackets. */
export function latexMarkup(latex: string): string {
  let at = 0;
  let markup = "";
  for (const match of latex.matchAll(DELIMITED)) {
    const [raw, dollars, brackets, parentheses, inline] = match;
    markup += htmlEscape(latex.slice(at, match.index));
    const displayed = dollars ?? brackets;
    markup += mathMarkup(displayed ?? parentheses ?? inline ?? "", displayed !== undefined);
    at = match.index + raw.length;
  }
  return `<p>${markup}${htmlEscape(latex.slice(at))}</p>`;
}

/** MathML, which browsers draw by themselves; a formula that is wrong shows its source in red. */
function mathMarkup(latex: string, displayMode: boolean): string {
  return temml.renderToString(latex, { displayMode, throwOnError: false });
}
