import { received } from "../../received.js";
import { choose } from "../base/choose.js";
import type { LayerOptions } from "../base/layer-options.js";
import { readSalt } from "./salt.js";
import type { Token } from "./token-counter.js";

/** How a lookup layer gives its indices: see `IndexLookupOptions.outputMode`. */
export type LookupMode = "int" | "one_hot" | "multi_hot" | "count" | "tf_idf";

/** Options that StringLookup and IntegerLookup share, Keras's under camelCase names. */
export interface IndexLookupOptions<T extends Token> extends LayerOptions {
  /** Largest size of the vocabulary, special tokens included. Unlimited by default. */
  readonly maxTokens?: number | null | undefined;
  /** How many indices tokens out of vocabulary share; with 0 such a token is an error. Defaults to 1. */
  readonly numOovIndices?: number | undefined;
  /** Input to ignore: index 0 in the mode `int`, no trace in the others. None by default. */
  readonly maskToken?: T | null | undefined;
  /** What an inverse lookup gives for an index out of vocabulary. */
  readonly oovToken?: T | null | undefined;
  /** Tokens in index order, or the path of a text file with one token a line; then `adapt` is not needed. */
  readonly vocabulary?: readonly T[] | string | null | undefined;
  /** One weight per token of `vocabulary`, needed with it in the mode `tf_idf`. */
  readonly idfWeights?: ArrayLike<number> | null | undefined;
  /** Looks up tokens by index instead. Defaults to false. */
  readonly invert?: boolean | undefined;
  /**
   * `int` (default) gives indices. `one_hot` gives each a vector over the vocabulary; `multi_hot`, `count`
   * and `tf_idf` give one vector per sample, the last dimension of the input: presence, counts, or counts
   * times idf weights.
   */
  readonly outputMode?: LookupMode | "oneHot" | "multiHot" | "tfIdf" | undefined;
  /** Widens encoded vectors to `maxTokens`. Defaults to false. */
  readonly padToMaxTokens?: boolean | undefined;
  /** Must be false: tfjs has no sparse tensors. */
  readonly sparse?: boolean | undefined;
  /** Integer or pair of integers: buckets of tokens out of vocabulary then come from SipHash under it. */
  readonly salt?: number | readonly [number, number] | null | undefined;
}

/** The options of a lookup layer, checked and complete. */
export interface LookupSettings<T extends Token> {
  readonly maxTokens: number | null;
  readonly numOovIndices: number;
  readonly maskToken: T | null;
  readonly oovToken: T | null;
  readonly invert: boolean;
  readonly outputMode: LookupMode;
  readonly padToMaxTokens: boolean;
  readonly salt: readonly [number, number] | null;
}

/** Checks the options of a lookup layer. Throws, naming `owner`, at the first that does not fit. */
export function readLookupOptions<T extends Token>(
  owner: string,
  options: IndexLookupOptions<T>,
): LookupSettings<T> {
  const {
    maxTokens = null,
    numOovIndices = 1,
    maskToken = null,
    oovToken = null,
    invert = false,
    padToMaxTokens = false,
  } = options;
  const outputMode = readMode(owner, options.outputMode ?? "int");
  if (maxTokens !== null && !(Number.isInteger(maxTokens) && maxTokens > 1)) {
    throw new Error(`${owner}: maxTokens must be greater than 1. Received: ${received(maxTokens)}`);
  }
  if (padToMaxTokens && maxTokens === null) {
    throw new Error(`${owner}: padToMaxTokens needs maxTokens. Received: no maxTokens`);
  }
  if (!(Number.isInteger(numOovIndices) && numOovIndices >= 0)) {
    throw new Error(
      `${owner}: numOovIndices must be a whole number, 0 or more. Received: ${received(numOovIndices)}`,
    );
  }
  if (invert && outputMode !== "int") {
    throw new Error(
      `${owner}: invert works only with outputMode "int". Received: ${received(outputMode)}`,
    );
  }
  if (options.sparse === true) {
    throw new Error(
      outputMode === "int"
        ? `${owner}: sparse works only with an encoded outputMode. Received: "int"`
        : `${owner}: sparse must be false: tfjs has no sparse tensors. Received: true`,
    );
  }
  if (options.idfWeights != null && outputMode !== "tf_idf") {
    throw new Error(
      `${owner}: idfWeights belong only to outputMode "tf_idf". Received: ${received(outputMode)}`,
    );
  }
  const salt = readSalt(owner, options.salt ?? null);
  return {
    maxTokens,
    numOovIndices,
    maskToken,
    oovToken,
    invert,
    outputMode,
    padToMaxTokens,
    salt,
  };
}

function readMode(owner: string, mode: unknown): LookupMode {
  // names that older versions of Keras wrote
  if (mode === "binary") return "multi_hot";
  if (mode === "tf-idf") return "tf_idf";
  return choose(owner, "outputMode", mode, ["int", "one_hot", "multi_hot", "count", "tf_idf"]);
}
