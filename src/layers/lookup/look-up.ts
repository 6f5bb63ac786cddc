import type { DenseArray } from "../../ops/dense-array.js";
import type { Indices } from "../../ops/encode.js";
import { received } from "../../received.js";
import type { Token, TokenIndices } from "./token-counter.js";
import type { IndexLayout } from "./vocabulary.js";

/** What turns tokens into indices. */
export interface TokenTable<T extends Token> {
  readonly indices: TokenIndices<T>;
  readonly layout: IndexLayout<T>;
  /** Index of the mask token. */
  readonly maskIndex: number;
  /** The bucket of a token out of vocabulary, when there are several. */
  oovBucket(token: T): number;
}

const SHOWN = 5;

/** The index of each token. Throws, naming `owner`, when one is out of vocabulary and has no index. */
export function lookUpIndices<T extends Token>(
  owner: string,
  tokens: ArrayLike<T>,
  shape: readonly number[],
  { indices, layout, maskIndex, oovBucket }: TokenTable<T>,
): Indices {
  const { maskToken, numOovIndices, oovStart } = layout;
  const values = new Int32Array(tokens.length);
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    const index = indices.get(token);
    if (index !== undefined) values[i] = index;
    else if (token === maskToken) values[i] = maskIndex;
    else if (numOovIndices === 1) values[i] = oovStart;
    else if (numOovIndices > 1) values[i] = oovStart + oovBucket(token);
    else throw unknownTokens(owner, tokens, indices, maskToken);
  }
  return { values, shape };
}

function unknownTokens<T extends Token>(
  owner: string,
  tokens: ArrayLike<T>,
  indices: TokenIndices<T>,
  maskToken: T | null,
): Error {
  const unknown = new Set(
    Array.from(tokens).filter((token) => indices.get(token) === undefined && token !== maskToken),
  );
  const more = unknown.size > SHOWN ? ` and ${unknown.size - SHOWN} more` : "";
  return new Error(
    `${owner}: with numOovIndices=0 every token must be in the vocabulary. Set numOovIndices to 1 or ` +
      `more. Received: ${received([...unknown].slice(0, SHOWN))}${more}`,
  );
}

/** The token of each index, and the oov token for indices without one. */
export function lookUpTokens<T extends Token>(
  owner: string,
  input: DenseArray,
  tokens: readonly T[],
  { maskToken, oovStart, tokenStart }: IndexLayout<T>,
  oovToken: T | null,
): { readonly values: T[]; readonly shape: readonly number[] } {
  if (input.dtype === "string") {
    throw new Error(`${owner}: an inverse lookup takes indices. Received: ${received(input)}`);
  }
  const found = Array.from(input.values, (value) => {
    const index = Math.trunc(value);
    const token =
      index === 0 && oovStart === 1 ? maskToken : (tokens[index - tokenStart] ?? oovToken);
    if (token === null) {
      throw new Error(
        `${owner}: an inverse lookup needs an oovToken for indices out of vocabulary. ` +
          `Received: index ${index}`,
      );
    }
    return token;
  });
  return { values: found, shape: input.shape };
}
