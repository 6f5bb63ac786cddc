import type { Hover } from "./checker.js";
import { readableTypes } from "./readable-types.js";

const FENCED = /^```\w*\n([\s\S]*?)\n```\n?/;

/** Splits the server's markdown into signature and documentation. */
export function hoverOf(markdown: string): Hover | undefined {
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
    documentation: readableTypes(markdown.slice(match[0].length).trim()),
  };
}

/** Where to look for what the cursor is about: under it, just before it, or the function it calls. */
export function hoverOffsets(code: string, offset: number): number[] {
  const call = /([\p{ID_Continue}$]+)\s*\([^()]*$/u.exec(code.slice(0, offset));
  return [offset, ...(offset > 0 ? [offset - 1] : []), ...(call === null ? [] : [call.index])];
}
