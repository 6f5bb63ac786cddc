/**
 * All runs of neighbouring tokens of each width, joined by a blank: every run of the first width from left
 * to right, then those of the next. A width above the number of tokens gives none.
 *
 * @example
 * import { ops } from "preplab";
 * console.log(ops.ngrams(["earth", "wind", "fire"], [1, 2]));
 * // [ 'earth', 'wind', 'fire', 'earth wind', 'wind fire' ]
 */
export function ngrams(tokens: readonly string[], widths: readonly number[]): string[] {
  const grams: string[] = [];
  for (const width of widths) {
    for (let start = 0; start + width <= tokens.length; start++) {
      grams.push(width === 1 ? tokens[start]! : tokens.slice(start, start + width).join(" "));
    }
  }
  return grams;
}
