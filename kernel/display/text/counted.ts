import { countText } from "../numbers/short-number.js";

/** A number with its noun: `1 token`, `1,000 tokens`, `2 entries`. */
export function counted(count: number, noun: string): string {
  const nouns = count === 1 ? noun : `${noun.replace(/(?<![aeiou])y$/, "ie")}s`;
  return `${countText(count)} ${nouns}`;
}

/** What was left out, in words: `… 1 more row`, `… 9,987 more rows`. */
export function hiddenCount(count: number, noun: string): string {
  return `… ${counted(count, `more ${noun}`)}`;
}
