import { received } from "../../received.js";
import type { Token, TokenIndices } from "./token-counter.js";

/** Where the special tokens and the others stand among a layer's indices. */
export interface IndexLayout<T extends Token> {
  readonly maskToken: T | null;
  readonly oovToken: T | null;
  readonly numOovIndices: number;
  /** First index for tokens out of vocabulary: 1 behind a mask in the mode `int`, else 0. */
  readonly oovStart: number;
  /** First index for tokens of the vocabulary. */
  readonly tokenStart: number;
}

/** Tokens of a vocabulary without the special ones: `tokens[i]` has the index `tokenStart + i`. */
export interface Vocabulary<T extends Token> {
  readonly tokens: readonly T[];
  readonly indices: TokenIndices<T>;
  /** Whether the tokens came with the special ones in front. */
  readonly hadSpecialTokens: boolean;
}

/** The special tokens in front of a vocabulary: the mask where it has an index, then the oov token for each. */
export function specialTokens<T extends Token>(layout: IndexLayout<T>): (T | null)[] {
  return [
    ...Array<T | null>(layout.oovStart).fill(layout.maskToken),
    ...Array<T | null>(layout.numOovIndices).fill(layout.oovToken),
  ];
}

/**
 * The vocabulary in a list of tokens, which may start with exactly the special tokens. Throws, naming
 * `owner`, when it is empty, repeats a token, has a special token elsewhere or exceeds `maxTokens`.
 */
export function buildVocabulary<T extends Token>(
  owner: string,
  listed: readonly (T | null)[],
  layout: IndexLayout<T>,
  { maxTokens, invert }: { readonly maxTokens: number | null; readonly invert: boolean },
): Vocabulary<T> {
  if (listed.length === 0) {
    throw new Error(`${owner}: vocabulary must hold at least one token. Received: an empty list`);
  }
  const special = specialTokens(layout);
  const hadSpecialTokens =
    listed.length >= special.length && special.every((token, i) => token === listed[i]);
  const tokens = (hadSpecialTokens ? listed.slice(special.length) : [...listed]) as T[]; // null is special only
  const indices = new Map<T, number>();
  const repeated = new Set<T>();
  tokens.forEach((token, i) => {
    if (indices.has(token)) repeated.add(token);
    indices.set(token, layout.tokenStart + i);
  });
  if (repeated.size > 0) {
    throw new Error(
      `${owner}: vocabulary must not repeat a token. Received: ${received([...repeated])} more than once`,
    );
  }
  const reserved = [
    { kind: "mask", token: layout.maskToken },
    { kind: "oov", token: invert ? layout.oovToken : null },
  ];
  for (const { kind, token } of reserved) {
    if (token === null || !indices.has(token)) continue;
    throw new Error(
      `${owner}: vocabulary may hold the ${kind} token only at its start, as ${received(special)}, ` +
        `or not at all. Received: ${received(token)} at index ${listed.lastIndexOf(token)}`,
    );
  }
  const size = layout.tokenStart + tokens.length;
  if (maxTokens !== null && size > maxTokens) {
    throw new Error(
      `${owner}: vocabulary must not exceed maxTokens=${maxTokens}, special tokens included. ` +
        `Received: ${size} tokens`,
    );
  }
  return { tokens, indices, hadSpecialTokens };
}
