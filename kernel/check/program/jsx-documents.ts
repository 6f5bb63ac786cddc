import type { CellSyntax, Span } from "../../cell/cell-syntax.js";
import { walk } from "../../cell/walk-syntax.js";
import type { JsxSettings } from "../../project/jsx-settings.js";

/**
 * What a document with JSX begins with: only its first comments can say what JSX becomes. The import
 * makes the server see it when they change.
 */
export function jsxOpening(jsx: JsxSettings): string {
  const pragmas =
    jsx.runtime === "automatic"
      ? ["jsxRuntime automatic", `jsxImportSource ${jsx.importSource}`]
      : ["jsxRuntime classic", `jsx ${jsx.factory}`, `jsxFrag ${jsx.fragment}`];
  // one comment each: of several on one line TypeScript reads the first
  const comments = pragmas.map((pragma) => `/** @${pragma} */ `).join("");
  if (jsx.runtime === "classic") return comments;
  return `${comments}import type {} from ${JSON.stringify(`${jsx.importSource}/jsx-runtime`)}; `;
}

/** Names that the compiled cell uses though the cell mentions none of them. */
export function jsxNames(jsx: JsxSettings): string[] {
  if (jsx.runtime === "automatic") return [];
  return [jsx.factory, jsx.fragment].map((path) => path.split(".")[0]!);
}

/**
 * A cell's code with a mere value of the same type in place of each element, so that cells with JSX
 * share their documents with all others.
 */
export function withoutJsx({ code, program }: CellSyntax, jsx: JsxSettings): string {
  const type =
    jsx.runtime === "automatic"
      ? `import(${JSON.stringify(`${jsx.importSource}/jsx-runtime`)}).JSX.Element`
      : "any";
  let text = "";
  let position = 0;
  walk(program, (node) => {
    if (node.type !== "JSXElement" && node.type !== "JSXFragment") return true;
    const { start, end } = node as typeof node & Span;
    text += `${code.slice(position, start)}(0 as unknown as ${type})`;
    position = end;
    return false;
  });
  return text + code.slice(position);
}
