/** How a text becomes tokens: see `splitText`. */
export type Splitting = "whitespace" | "character";

/** The blanks that part tokens: six of ASCII. A no-break space, or any wider one, is part of its token. */
export const BLANKS = " \t\n\v\f\r";

/**
 * The tokens of a text, as TensorFlow finds them: `whitespace` cuts at runs of ASCII blanks, `character`
 * between Unicode code points.
 *
 * @example
 * import { ops } from "preplab";
 * console.log(ops.splitText("  one\ttwo ", "whitespace")); // [ 'one', 'two' ]
 */
export function splitText(text: string, how: Splitting): string[] {
  if (how === "character") return Array.from(text);
  return text.split(/[ \t\n\v\f\r]+/).filter((token) => token !== "");
}
