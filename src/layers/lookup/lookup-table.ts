import type { Token } from "./token-counter.js";
import type { IndexLayout } from "./vocabulary.js";

/** One index of a lookup layer. */
export interface LookupRow<T extends Token = Token> {
  readonly index: number;
  readonly token: T | null;
  /** How often `adapt` saw the token; absent for special tokens and given vocabularies. */
  readonly count?: number;
  /** What the index weighs in the output mode `tf_idf`. */
  readonly idf?: number;
  /** Present on the indices that stand for no token of the vocabulary. */
  readonly special?: "mask" | "oov";
}

/** A lookup layer's table, read row by row: nothing is built for rows that nobody asks for. */
export interface LookupTable<T extends Token = Token> {
  readonly kind: "lookup";
  /** The layer's class name. */
  readonly layer: string;
  readonly name: string;
  /** Number of rows, special tokens included. */
  readonly size: number;
  readonly numOov: number;
  readonly mask: T | null;
  readonly oov: T | null;
  readonly invert: boolean;
  /** Whether the layer has a vocabulary. */
  readonly adapted: boolean;
  /** What `adapt` saw; null when the vocabulary was given or there is none. */
  readonly adaptedOn: LookupSource | null;
  row(index: number): LookupRow<T>;
  /** Rows from `start` to before `end`, within the table. */
  rows(start?: number, end?: number): Iterable<LookupRow<T>>;
}

/** How much data `adapt` saw. */
export interface LookupSource {
  /** All tokens, repeated ones included. */
  readonly tokens: number;
  /** Different tokens, of which the vocabulary may hold only the most frequent. */
  readonly distinctTokens: number;
}

/** A table over `tokens`, the vocabulary without special tokens; `weights` has one for each index. */
export function describeTable<T extends Token>(
  facts: Omit<LookupTable<T>, "row" | "rows">,
  { maskToken, oovToken, oovStart, tokenStart }: IndexLayout<T>,
  tokens: readonly T[],
  counts: { count(token: T): number } | null,
  weights: ArrayLike<number> | null,
): LookupTable<T> {
  const row = (index: number): LookupRow<T> => {
    if (!Number.isInteger(index) || index < 0 || index >= facts.size) {
      throw new RangeError(
        `${facts.layer}: index must lie in [0, ${facts.size}). Received: ${index}`,
      );
    }
    const weight = weights === null ? {} : { idf: weights[index]! };
    if (index < oovStart) return { index, token: maskToken, special: "mask", ...weight };
    if (index < tokenStart) return { index, token: oovToken, special: "oov", ...weight };
    const token = tokens[index - tokenStart]!;
    const count = counts === null ? {} : { count: counts.count(token) };
    return { index, token, ...count, ...weight };
  };
  return {
    ...facts,
    row,
    *rows(start = 0, end = facts.size) {
      for (let i = Math.max(0, start); i < Math.min(end, facts.size); i++) yield row(i);
    },
  };
}
