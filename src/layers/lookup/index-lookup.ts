import type { DataType, Shape } from "@tensorflow/tfjs";
import type { DenseArray } from "../../ops/dense-array.js";
import { type Encoded, encode, encodedShape, type Indices } from "../../ops/encode.js";
import { received } from "../../received.js";
import {
  type AdaptBatch,
  type AdaptData,
  type AdaptOptions,
  adaptBatches,
} from "../base/adapt-batches.js";
import { protect } from "../base/config-text.js";
import type { CallOptions, LayerInput } from "../base/layer-call.js";
import { PreprocessingLayer } from "../base/preprocessing-layer.js";
import { type PlainNumbers, readInput } from "../base/read-input.js";
import { countBatch } from "./count-batch.js";
import {
  encodedDepth,
  exportLearnt,
  indexLayout,
  type LearntVocabulary,
  learnFromCounts,
  learnFromList,
} from "./learnt-vocabulary.js";
import { lookUpIndices, lookUpTokens } from "./look-up.js";
import {
  type IndexLookupOptions,
  type LookupSettings,
  readLookupOptions,
} from "./lookup-options.js";
import { type LookupState, readLookupState } from "./lookup-state.js";
import { describeTable, type LookupTable } from "./lookup-table.js";
import { type Token, TokenCounter } from "./token-counter.js";
import { rememberTokens } from "./token-origin.js";
import { specialTokens, type Vocabulary } from "./vocabulary.js";
import { readVocabularyFile } from "./vocabulary-file.js";

/**
 * Base of StringLookup and IntegerLookup: a table from tokens to indices, learnt by `adapt` or given.
 *
 * In the mode `int`, index 0 is the mask token when there is one, then come the indices of tokens out of
 * vocabulary, then the vocabulary, most frequent first.
 */
export abstract class IndexLookup<T extends Token> extends PreprocessingLayer {
  readonly settings: LookupSettings<T>;
  readonly #isFixed: boolean;
  #learnt: LearntVocabulary<T> | null = null;

  constructor(options: IndexLookupOptions<T>, tokenDtype: DataType) {
    super(options, options.invert === true ? "int32" : tokenDtype);
    const owner = this.getClassName();
    this.settings = readLookupOptions(owner, options);
    for (const option of ["maskToken", "oovToken"] as const) {
      const token = this.settings[option];
      if (token !== null && !this.isToken(token)) {
        throw new Error(
          `${owner}: ${option} must be a ${this.tokenName()}. Received: ${received(token)}`,
        );
      }
    }
    const { vocabulary = null, idfWeights = null } = options;
    // a config says whether its vocabulary was given or learnt: a learnt one can be learnt anew
    this.#isFixed =
      vocabulary !== null &&
      !("hasInputVocabulary" in options && options.hasInputVocabulary === false);
    if (vocabulary !== null) this.setVocabulary(vocabulary, idfWeights);
  }

  /** Whether a value can be a token of this layer. */
  protected abstract isToken(value: unknown): value is T;

  /** What a token is called in errors. */
  protected abstract tokenName(): string;

  /** The bucket of a token out of vocabulary, below `settings.numOovIndices`. */
  protected abstract oovBucket(token: T): number;

  /** The tokens in an input. Throws when it holds something else. */
  protected abstract readTokens(input: DenseArray): ArrayLike<T>;

  /** Tokens as an output. */
  protected abstract writeTokens(tokens: readonly T[], shape: readonly number[]): DenseArray;

  /** Counts the tokens in the batches that `adapt` got. */
  protected async countTokens(
    counter: TokenCounter<T>,
    batches: AsyncIterable<AdaptBatch>,
  ): Promise<void> {
    const reader = { owner: this.getClassName(), isToken: this.isToken };
    for await (const batch of batches) countBatch(counter, batch, reader);
  }

  /** The token on one line of a vocabulary file. */
  protected abstract parseLine(line: string): T;

  /** Size of the vocabulary with its special tokens: as many indices as the layer knows. */
  get vocabularySize(): number {
    return indexLayout(this.settings).tokenStart + (this.#learnt?.vocabulary.tokens.length ?? 0);
  }

  /**
   * Learns the vocabulary from data, most frequent token first, ties from high to low by their UTF-8 bytes;
   * `maxTokens` keeps the first ones. Takes arrays of any depth, tensors, `tf.data` datasets (of tokens or
   * of (x, y) pairs), generators and async iterables; each call starts over. In the mode `tf_idf`, each row
   * is a document, and so is each token of a flat array. When it fails, the old vocabulary stays.
   */
  async adapt(data: AdaptData, options: AdaptOptions = {}): Promise<void> {
    this.#requireAdaptable("adapt");
    const owner = this.getClassName();
    const counter = new TokenCounter<T>(this.settings.outputMode === "tf_idf");
    await this.countTokens(counter, adaptBatches(owner, data, options));
    if (counter.size === 0)
      throw new Error(`${owner}: adapt found no tokens. Received: empty data`);
    this.#replace(learnFromCounts(counter, this.settings));
  }

  /**
   * Replaces the vocabulary: tokens in index order or the path of a text file with one a line, with or
   * without all special tokens in front. The mode `tf_idf` needs a weight for each token of the list; the
   * special ones, when not in it, get the mean.
   */
  setVocabulary(vocabulary: LayerInput, idfWeights?: ArrayLike<number> | null): void {
    const owner = this.getClassName();
    const { outputMode } = this.settings;
    if (outputMode === "tf_idf" && idfWeights == null) {
      throw new Error(
        typeof vocabulary === "string"
          ? `${owner}: outputMode "tf_idf" takes no vocabulary file. Received: ${received(vocabulary)}`
          : `${owner}: outputMode "tf_idf" needs idfWeights with a vocabulary. Received: none`,
      );
    }
    if (outputMode !== "tf_idf" && idfWeights != null) {
      throw new Error(
        `${owner}: idfWeights belong only to outputMode "tf_idf". Received: ${received(outputMode)}`,
      );
    }
    const listed =
      typeof vocabulary === "string"
        ? readVocabularyFile(owner, vocabulary).map((line) => this.parseLine(line))
        : this.readTokens(readInput(owner, vocabulary, "int32"));
    this.#replace(learnFromList(owner, Array.from(listed), idfWeights ?? null, this.settings));
  }

  /** The tokens in index order, with the special ones in front unless told otherwise. */
  getVocabulary({ includeSpecialTokens = true } = {}): T[] {
    const tokens = this.#learnt?.vocabulary.tokens ?? [];
    if (!includeSpecialTokens) return [...tokens];
    // holds a null only where the option oovToken is null
    const special = specialTokens(indexLayout(this.settings)) as T[];
    return [...special, ...tokens];
  }

  /** What the layer learnt, as plain data; null before it did. `mergeState` takes it. */
  get state(): LookupState<T> | null {
    return this.#learnt && exportLearnt(this.#learnt, this.vocabularySize);
  }

  /**
   * Adds what another layer learnt, as if this one had been adapted on both its own data and the other's.
   * A layer that knows nothing yet takes over any state, a given vocabulary included.
   */
  mergeState(state: LookupState<T>): void {
    const owner = this.getClassName();
    const other = readLookupState(owner, state, this.isToken);
    if (other.source === "vocabulary") {
      if (this.#learnt !== null) {
        throw new Error(
          `${owner}: a given vocabulary has no counts and merges only into a layer without one. ` +
            `Received: a vocabulary of ${other.tokens.length} tokens`,
        );
      }
      // weights of a state include those of the special tokens
      const special = other.idfWeights === null ? [] : specialTokens(indexLayout(this.settings));
      const listed = [...special, ...other.tokens];
      this.#replace(learnFromList(owner, listed, other.idfWeights, this.settings));
      return;
    }
    this.#requireAdaptable("mergeState");
    if (this.settings.outputMode === "tf_idf" && other.documentCounts === null) {
      throw new Error(
        `${owner}: outputMode "tf_idf" needs a state that counts documents. Received: one that does not`,
      );
    }
    const counter = new TokenCounter<T>(this.settings.outputMode === "tf_idf");
    if (this.#learnt?.counter) counter.merge(this.#learnt.counter.export());
    counter.merge(other);
    this.#replace(learnFromCounts(counter, this.settings));
  }

  /** Forgets the vocabulary and all counts. */
  resetState(): void {
    this.#requireAdaptable("resetState");
    this.#replace(null);
  }

  /** The table from indices to tokens, for display: rows are made as they are read. */
  lookupTable(): LookupTable<T> {
    const { maskToken, oovToken, invert, numOovIndices } = this.settings;
    const counter = this.#learnt?.counter ?? null;
    return describeTable(
      {
        kind: "lookup",
        layer: this.getClassName(),
        name: this.name,
        size: this.vocabularySize,
        numOov: numOovIndices,
        mask: maskToken,
        oov: oovToken,
        invert,
        adapted: this.#learnt !== null,
        adaptedOn: counter && { tokens: counter.total, distinctTokens: counter.size },
      },
      indexLayout(this.settings),
      this.#learnt?.vocabulary.tokens ?? [],
      counter,
      this.#learnt?.idfWeights ?? null,
    );
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    const { outputMode } = this.settings;
    if (outputMode === "int") return inputShape;
    const mode = outputMode === "one_hot" ? "one_hot" : "count";
    return encodedShape(inputShape as Shape, mode, this.depth()); // one input
  }

  protected override callOnValues(inputs: unknown, options: CallOptions): unknown {
    const output = super.callOnValues(inputs, options);
    const { outputMode, invert } = this.settings;
    if (outputMode === "int" && !invert) rememberTokens(output, this.lookupTable());
    return output;
  }

  protected override compute(input: DenseArray): DenseArray {
    const owner = this.getClassName();
    const learnt = this.requireVocabulary();
    const { outputMode, oovToken, invert } = this.settings;
    const layout = indexLayout(this.settings);
    if (invert) {
      const { values, shape } = lookUpTokens(
        owner,
        input,
        learnt.vocabulary.tokens,
        layout,
        oovToken,
      );
      return this.writeTokens(values, shape);
    }
    const indices = this.lookUp(this.readTokens(input), input.shape, learnt.vocabulary);
    if (outputMode === "int") return { ...indices, dtype: "int32" };
    const mode = outputMode === "tf_idf" ? "count" : outputMode;
    const depth = this.depth();
    return this.weigh(encode(indices, mode, depth));
  }

  /** The index of each token. Throws when one is out of vocabulary and has none. */
  protected lookUp(
    tokens: ArrayLike<T>,
    shape: readonly number[],
    vocabulary: Vocabulary<T>,
  ): Indices {
    return lookUpIndices(this.getClassName(), tokens, shape, {
      indices: vocabulary.indices,
      layout: indexLayout(this.settings),
      // a masked token has index 0, or leaves no trace in an encoded vector
      maskIndex: this.settings.outputMode === "int" ? 0 : -1,
      oovBucket: (token) => this.oovBucket(token),
    });
  }

  /** Encoded vectors, times the weights of their places in the mode `tf_idf`. */
  protected weigh(encoded: Encoded): DenseArray {
    const { idfWeights } = this.requireVocabulary();
    if (this.settings.outputMode === "tf_idf" && idfWeights !== null) {
      const { values } = encoded;
      for (let i = 0, place = 0; i < values.length; i++) {
        values[i]! *= idfWeights[place]!;
        if (++place === idfWeights.length) place = 0;
      }
    }
    return { ...encoded, dtype: "float32" };
  }

  // all other settings are fixed
  protected override knowledge(): object | null {
    return this.#learnt;
  }

  protected override plainNumbers(): PlainNumbers {
    return "int32";
  }

  protected override facts(): Record<string, unknown> {
    return { vocabularySize: this.vocabularySize };
  }

  override getConfig(): ReturnType<PreprocessingLayer["getConfig"]> {
    const { maskToken, oovToken, salt, ...settings } = this.settings;
    const weights = this.#learnt?.idfWeights ?? null;
    return {
      ...super.getConfig(),
      ...settings,
      sparse: false,
      maskToken: protect(maskToken),
      oovToken: protect(oovToken),
      salt: salt && [...salt],
      vocabulary:
        this.#learnt && protect(this.getVocabulary({ includeSpecialTokens: weights !== null })),
      idfWeights: weights && Array.from(weights.subarray(0, this.vocabularySize)),
      hasInputVocabulary: this.#isFixed,
    };
  }

  /** Places of an encoded vector. */
  protected depth(): number {
    if (!this.settings.padToMaxTokens) this.requireVocabulary();
    return encodedDepth(this.settings, this.vocabularySize);
  }

  /** What the layer learnt. Throws when it knows nothing yet. */
  protected requireVocabulary(): LearntVocabulary<T> {
    if (this.#learnt !== null) return this.#learnt;
    throw new Error(
      `${this.getClassName()}: needs a vocabulary before it is used. Pass the option vocabulary, or call ` +
        "adapt first. Received: none",
    );
  }

  #requireAdaptable(method: string): void {
    if (!this.#isFixed) return;
    throw new Error(
      `${this.getClassName()}: ${method} works only without the option vocabulary. ` +
        `Received: a layer created with a vocabulary of ${this.vocabularySize}`,
    );
  }

  #replace(learnt: LearntVocabulary<T> | null): void {
    const { outputMode, padToMaxTokens } = this.settings;
    const size = (learnt?.vocabulary.tokens.length ?? 0) + indexLayout(this.settings).tokenStart;
    // models built on the layer have weights for each place of its vectors
    if (this.built && outputMode !== "int" && !padToMaxTokens && size !== this.vocabularySize) {
      throw new Error(
        `${this.getClassName()}: with outputMode ${received(outputMode)} and no padToMaxTokens the ` +
          `vocabulary must keep its size once the layer was used, ${this.vocabularySize}. Received: ${size}`,
      );
    }
    this.#learnt = learnt;
  }
}
