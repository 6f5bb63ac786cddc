import { inverseDocumentFrequencies, padIdfWeights } from "./idf-weights.js";
import type { LookupSettings } from "./lookup-options.js";
import type { LookupState } from "./lookup-state.js";
import type { Token, TokenCounter } from "./token-counter.js";
import { buildVocabulary, type IndexLayout, type Vocabulary } from "./vocabulary.js";

/** A vocabulary, what came with it and what it was learnt from. Replaced as a whole, never changed. */
export interface LearntVocabulary<T extends Token> {
  readonly vocabulary: Vocabulary<T>;
  /** A weight for each place of an encoded vector, in the mode `tf_idf`. */
  readonly idfWeights: Float32Array | null;
  /** The counts behind it; null when the vocabulary was given. */
  readonly counter: TokenCounter<T> | null;
}

/** Where the special tokens of a layer stand. */
export function indexLayout<T extends Token>(settings: LookupSettings<T>): IndexLayout<T> {
  const { maskToken, oovToken, numOovIndices, outputMode } = settings;
  const oovStart = maskToken !== null && outputMode === "int" ? 1 : 0;
  return { maskToken, oovToken, numOovIndices, oovStart, tokenStart: oovStart + numOovIndices };
}

/** Places of an encoded vector over `size` indices. */
export function encodedDepth<T extends Token>(settings: LookupSettings<T>, size: number): number {
  return settings.padToMaxTokens && settings.maxTokens !== null ? settings.maxTokens : size;
}

/** The vocabulary that counts lead to: the most frequent tokens, special ones left out. */
export function learnFromCounts<T extends Token>(
  counter: TokenCounter<T>,
  settings: LookupSettings<T>,
): LearntVocabulary<T> {
  const { maskToken, oovToken, maxTokens, outputMode } = settings;
  const { tokenStart } = indexLayout(settings);
  const reserved = new Set([maskToken, oovToken].filter((token) => token !== null));
  const room = maxTokens === null ? Number.POSITIVE_INFINITY : Math.max(0, maxTokens - tokenStart);
  const tokens = counter.ranked(reserved, room);
  const indices = counter.indexed(tokens, tokenStart);
  let idfWeights: Float32Array | null = null;
  if (outputMode === "tf_idf") {
    const counts = tokens.map((token) => counter.documentCount(token));
    const weights = inverseDocumentFrequencies(counts, counter.documents);
    const depth = encodedDepth(settings, tokenStart + tokens.length);
    idfWeights = padIdfWeights(weights, tokenStart, depth);
  }
  return { vocabulary: { tokens, indices, hadSpecialTokens: false }, idfWeights, counter };
}

/** The vocabulary in a list. Throws, naming `owner`, when the list or its weights do not fit. */
export function learnFromList<T extends Token>(
  owner: string,
  listed: readonly (T | null)[],
  weights: ArrayLike<number> | null,
  settings: LookupSettings<T>,
): LearntVocabulary<T> {
  const layout = indexLayout(settings);
  const vocabulary = buildVocabulary(owner, listed, layout, settings);
  if (weights === null) return { vocabulary, idfWeights: null, counter: null };
  if (weights.length !== listed.length) {
    throw new Error(
      `${owner}: idfWeights must be as many as the tokens of the vocabulary, ${listed.length}. ` +
        `Received: ${weights.length}`,
    );
  }
  const front = vocabulary.hadSpecialTokens ? 0 : layout.tokenStart;
  const depth = encodedDepth(settings, layout.tokenStart + vocabulary.tokens.length);
  return { vocabulary, idfWeights: padIdfWeights(weights, front, depth), counter: null };
}

/** What was learnt as plain data. */
export function exportLearnt<T extends Token>(
  { vocabulary, idfWeights, counter }: LearntVocabulary<T>,
  size: number,
): LookupState<T> {
  return counter !== null
    ? { kind: "lookup", version: 1, source: "adapt", ...counter.export() }
    : {
        kind: "lookup",
        version: 1,
        source: "vocabulary",
        tokens: [...vocabulary.tokens],
        idfWeights: idfWeights && Array.from(idfWeights.subarray(0, size)),
      };
}
