import type { DataType, Shape, SymbolicTensor, Tensor } from "@tensorflow/tfjs";
import { ByteTokenTable } from "../../ops/byte-token-table.js";
import type { DenseArray } from "../../ops/dense-array.js";
import { encode, encodedShape } from "../../ops/encode.js";
import { ngrams } from "../../ops/ngrams.js";
import {
  encodeRows,
  longestRow,
  padRows,
  type RaggedRows,
  truncateRows,
} from "../../ops/ragged-rows.js";
import { TokenScanner } from "../../ops/token-scanner.js";
import { RaggedTensor } from "../../ragged-tensor.js";
import { received } from "../../received.js";
import { tf } from "../../tensorflow.js";
import type { AdaptBatch } from "../base/adapt-batches.js";
import type { CallOptions, LayerInput } from "../base/layer-call.js";
import { isSymbolic, toTensor } from "../base/read-input.js";
import { registerLayer } from "../base/register-layer.js";
import { IndexLookup } from "../lookup/index-lookup.js";
import { indexLayout, type LearntVocabulary } from "../lookup/learnt-vocabulary.js";
import { lookUpIndices } from "../lookup/look-up.js";
import type { TokenCounter } from "../lookup/token-counter.js";
import { countScanned, countTokenized, countWhole } from "./count-texts.js";
import { splitters, standardizers } from "./text-functions.js";
import {
  readTextOptions,
  type TextSettings,
  type TextVectorizationOptions,
} from "./text-options.js";
import { textStepConfig } from "./text-step.js";
import { readTexts, rowShape, type Texts, textsIn } from "./texts.js";
import { scannable, standardize, tokenize } from "./tokenize.js";

// options of a lookup that are no options of this layer
const FIXED = new Set(["numOovIndices", "maskToken", "oovToken", "invert", "salt"]);

/** A TextVectorization with `ragged: true`: called on texts it gives rows that are not padded. */
export type RaggedTextVectorization = ((
  inputs: LayerInput | Tensor[],
  options?: CallOptions,
) => RaggedTensor) &
  TextVectorization;

/**
 * Turns texts into rows of integer indices, or into vectors over a vocabulary: each text is standardized,
 * split into tokens, joined into n-grams and looked up. The vocabulary is learnt by `adapt`, or given.
 *
 * Takes strings of shape [], [batch] or [batch, 1]. In the mode `int` index 0 is padding, 1 stands for
 * tokens out of vocabulary, and the output is int32 of shape [batch, length]; the other modes give float32
 * vectors. Letters are lowered and blanks found in ASCII only, as in Keras. Throws when called without a
 * vocabulary.
 *
 * @example
 * import { layers } from "preplab";
 * const texts = layers.textVectorization({ outputSequenceLength: 4 });
 * await texts.adapt(["The cat sat.", "The dog, the cat!"]);
 * console.log(texts.getVocabulary()); // [ '', '[UNK]', 'the', 'cat', 'sat', 'dog' ]
 * texts(["The dog ran", "Cat?"]).print();
 * // Tensor
 * //     [[2, 5, 1, 0],
 * //      [3, 0, 0, 0]]
 */
export class TextVectorization extends IndexLookup<string> {
  static className = "TextVectorization";

  readonly text: TextSettings;
  #scanner: {
    readonly of: LearntVocabulary<string>;
    readonly scanner: TokenScanner | null;
  } | null = null;

  constructor(options: TextVectorizationOptions = {}) {
    const fixed = { maskToken: "", oovToken: "[UNK]", numOovIndices: 1, invert: false, salt: null };
    super({ ...options, ...fixed }, "string");
    this.text = readTextOptions(this.getClassName(), options, this.settings.outputMode);
  }

  protected override isToken(value: unknown): value is string {
    return typeof value === "string";
  }

  protected override tokenName(): string {
    return "string";
  }

  // one bucket takes them all
  protected override oovBucket(): number {
    return 0;
  }

  protected override parseLine(line: string): string {
    return line;
  }

  protected override readTokens(input: DenseArray): readonly string[] {
    // an empty array has no type of its own
    if (input.values.length === 0) return [];
    if (input.dtype === "string") return input.values;
    throw new Error(
      `${this.getClassName()}: vocabulary must hold strings. Received: ${received(input)}`,
    );
  }

  protected override writeTokens(tokens: readonly string[], shape: readonly number[]): DenseArray {
    return { values: tokens, shape, dtype: "string" };
  }

  protected override outputDtype(): DataType {
    return this.settings.outputMode === "int" ? "int32" : "float32";
  }

  protected override countTokens(
    counter: TokenCounter<string>,
    batches: AsyncIterable<AdaptBatch>,
  ): Promise<void> {
    const owner = this.getClassName();
    if (this.text.split.kind === "none") return countWhole(owner, counter, batches, this.text);
    const how = scannable(this.text);
    return how === undefined
      ? countTokenized(owner, counter, batches, this.text)
      : countScanned(owner, counter, batches, how, this.settings.outputMode === "tf_idf");
  }

  override apply(
    inputs: Tensor | Tensor[] | SymbolicTensor | SymbolicTensor[],
    kwargs?: CallOptions,
  ): Tensor | Tensor[] | SymbolicTensor | SymbolicTensor[] {
    if (isSymbolic(inputs) && this.text.ragged) throw this.#raggedInModel();
    return super.apply(inputs, kwargs);
  }

  override call(inputs: Tensor | Tensor[], _kwargs: CallOptions): Tensor | Tensor[] {
    const texts = readTexts(this.getClassName(), inputs);
    if (this.#isRagged(texts)) throw this.#raggedInModel();
    return tf.tidy(() => toTensor(this.#vectorize(texts)));
  }

  protected override callOnValues(inputs: unknown, options: CallOptions): unknown {
    const texts = this.text.ragged ? readTexts(this.getClassName(), inputs) : null;
    if (texts === null || !this.#isRagged(texts)) return super.callOnValues(inputs, options);
    this.buildOnce([...texts.shape]);
    const outer = rowShape(this.getClassName(), texts.shape);
    const { outputSequenceLength } = this.text;
    const rows = this.#lookUp(texts);
    return new RaggedTensor(
      outputSequenceLength === null ? rows : truncateRows(rows, outputSequenceLength),
      outer,
    );
  }

  protected override compute(input: DenseArray): DenseArray {
    return this.#vectorize(textsIn(this.getClassName(), input));
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    const shape = inputShape as Shape; // one input
    const { split, outputSequenceLength, ragged } = this.text;
    const { outputMode } = this.settings;
    if (split.kind === "none") {
      const whole = this.#wholeShape(shape);
      if (outputMode !== "int") {
        return encodedShape(whole, outputMode === "tf_idf" ? "count" : outputMode, this.depth());
      }
      if (outputSequenceLength === null) return whole;
      const last = this.#lastSize(whole);
      const length = last === null && ragged ? null : this.#lengthFor(last ?? 0);
      return [...whole.slice(0, -1), length];
    }
    const outer = rowShape(this.getClassName(), shape);
    if (outputMode === "int") return [...outer, ragged ? null : outputSequenceLength];
    return outputMode === "one_hot" ? [...outer, null, this.depth()] : [...outer, this.depth()];
  }

  override getConfig(): ReturnType<IndexLookup<string>["getConfig"]> {
    const owner = this.getClassName();
    const config = Object.entries(super.getConfig()).filter(([key]) => !FIXED.has(key));
    const { ngrams: widths, outputSequenceLength, ragged } = this.text;
    return {
      ...Object.fromEntries(config),
      standardize: textStepConfig(owner, "standardize", this.text.standardize, standardizers),
      split: textStepConfig(owner, "split", this.text.split, splitters),
      ngrams: typeof widths === "object" && widths !== null ? [...widths] : widths,
      outputSequenceLength,
      ragged,
      encoding: "utf-8",
    };
  }

  #vectorize(texts: Texts): DenseArray {
    const { outputMode } = this.settings;
    if (this.text.split.kind === "none") return this.#vectorizeWhole(texts);
    const outer = rowShape(this.getClassName(), texts.shape);
    const rows = this.#lookUp(texts);
    if (outputMode === "int") {
      const length = this.#lengthFor(longestRow(rows));
      return { values: padRows(rows, length), shape: [...outer, length], dtype: "int32" };
    }
    const depth = this.depth();
    if (outputMode === "one_hot") {
      const length = longestRow(rows);
      const values = padRows(rows, length, -1);
      const encoded = encode({ values, shape: [values.length] }, "one_hot", depth);
      return { ...encoded, shape: [...outer, length, depth], dtype: "float32" };
    }
    const mode = outputMode === "tf_idf" ? "count" : outputMode;
    return this.weigh({ ...encodeRows(rows, mode, depth), shape: [...outer, depth] });
  }

  // each text is a token
  #vectorizeWhole({ texts, shape }: Texts): DenseArray {
    const owner = this.getClassName();
    const { outputMode } = this.settings;
    const { widths, outputSequenceLength } = this.text;
    const whole = this.#wholeShape([...shape]) as number[]; // known sizes stay known
    let tokens = Array.from(texts, (text) => standardize(owner, text, this.text));
    if (widths !== null) {
      const size = this.#lastSize([...shape]) as number; // a known size
      const lines = Array.from({ length: tokens.length / Math.max(1, size) }, (_, i) =>
        ngrams(tokens.slice(i * size, (i + 1) * size), widths),
      );
      tokens = lines.flat();
    }
    const values = this.#indicesOf(tokens);
    if (outputMode !== "int") {
      const mode = outputMode === "tf_idf" ? "count" : outputMode;
      return this.weigh(encode({ values, shape: whole }, mode, this.depth()));
    }
    if (outputSequenceLength === null) return { values, shape: whole, dtype: "int32" };
    const size = this.#lastSize(whole) as number; // a known size
    const length = this.#lengthFor(size);
    const count = size === 0 ? 0 : values.length / size;
    const ends = Int32Array.from({ length: count }, (_, i) => (i + 1) * size);
    const padded = padRows({ values, ends }, length);
    return { values: padded, shape: [...whole.slice(0, -1), length], dtype: "int32" };
  }

  #lookUp({ texts }: Texts): RaggedRows {
    const owner = this.getClassName();
    const scanner = this.#scannerOf(this.requireVocabulary());
    if (scanner === null) {
      const rows = Array.from(texts, (text) => tokenize(owner, text, this.text));
      let size = 0;
      const ends = Int32Array.from(rows, (row) => {
        size += row.length;
        return size;
      });
      return { values: this.#indicesOf(rows.flat()), ends };
    }
    const { oovStart, tokenStart } = indexLayout(this.settings);
    return scanner.lookUp(texts, { first: tokenStart, missing: oovStart });
  }

  // made anew for each vocabulary; null when tokens have to be strings
  #scannerOf(learnt: LearntVocabulary<string>): TokenScanner | null {
    if (this.#scanner?.of === learnt) return this.#scanner.scanner;
    const how = scannable(this.text);
    const table = new ByteTokenTable();
    const { tokens } = learnt.vocabulary;
    if (how !== undefined) for (const token of tokens) table.add(token);
    // lone surrogates are alike in UTF-8, so that two tokens may share a number
    const isFit = how !== undefined && table.size === tokens.length;
    this.#scanner = { of: learnt, scanner: isFit ? new TokenScanner(table, how) : null };
    return this.#scanner.scanner;
  }

  #indicesOf(tokens: readonly string[]): Int32Array {
    const { values } = lookUpIndices(this.getClassName(), tokens, [tokens.length], {
      indices: this.requireVocabulary().vocabulary.indices,
      layout: indexLayout(this.settings),
      // an empty token is padding, or leaves no trace in an encoded vector
      maskIndex: this.settings.outputMode === "int" ? 0 : -1,
      oovBucket: () => 0,
    });
    return values;
  }

  // length of the rows where the longest has `size` tokens
  #lengthFor(size: number): number {
    const { outputSequenceLength, ragged } = this.text;
    if (outputSequenceLength === null) return size;
    return ragged ? Math.min(size, outputSequenceLength) : outputSequenceLength;
  }

  // what n-grams make of the last dimension of texts that are tokens
  #wholeShape(shape: Shape): Shape {
    const { widths } = this.text;
    if (widths === null) return shape;
    const last = this.#lastSize(shape);
    const grams = (size: number): number =>
      widths.reduce((sum, width) => sum + Math.max(0, size - width + 1), 0);
    return [...shape.slice(0, -1), last === null ? null : grams(last)];
  }

  #lastSize(shape: Shape): number | null {
    const last = shape.at(-1);
    if (last !== undefined) return last;
    throw new Error(
      `${this.getClassName()}: without a split, ngrams and outputSequenceLength need an input of rank 1 ` +
        `or more. Received: shape []`,
    );
  }

  #isRagged({ shape }: Texts): boolean {
    return this.text.ragged && this.text.split.kind !== "none" && shape.length > 0;
  }

  #raggedInModel(): Error {
    return new Error(
      `${this.getClassName()}: ragged rows are no tensor. Call the layer like a function on texts, or set ` +
        `outputSequenceLength in place of ragged in a model. Received: ragged=true`,
    );
  }
}

registerLayer(TextVectorization);
