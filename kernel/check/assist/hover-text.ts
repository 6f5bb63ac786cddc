import type { Hover } from "../checker.js";
import { readableTypes } from "../readable-types.js";
import { docMarkdown } from "./doc-markdown.js";

const FENCED = /^```\w*\n([\s\S]*?)\n```\n?/;

/** Signature and documentation in the server's answer to a hover. */
export function hoverIn(answer: unknown): Hover | undefined {
  const markdown = (answer as { contents?: { value?: string } } | null | undefined)?.contents
    ?.value;
  if (markdown === undefined) return undefined;
  const match = FENCED.exec(markdown);
  if (match === null) return undefined;
  const signature = match[1]!
    .replace(/^\(alias\) /gm, "")
    // how the name came into the cell, which the user did not write
    .replace(/\nimport [\p{ID_Continue}$]+ = __preplab\..*$/su, "");
  // said of a name the server does not know
  if (signature === "any" || signature.includes("/*unresolved*/")) return undefined;
  return {
    signature: readableTypes(signature),
    documentation: docMarkdown(readableTypes(markdown.slice(match[0].length))),
  };
}

/** Where a name starts that is under the cursor or ends just before it. */
export function nameAt(code: string, offset: number): number | undefined {
  const before = /[\p{ID_Continue}$#]*$/u.exec(code.slice(0, offset))![0];
  const name = /^#?[\p{ID_Start}$_]/u;
  return name.test(code.slice(offset - before.length)) ? offset - before.length : undefined;
}
