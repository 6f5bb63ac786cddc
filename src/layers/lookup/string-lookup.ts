import type { DataType } from "@tensorflow/tfjs";
import { ByteTokenTable } from "../../ops/byte-token-table.js";
import type { DenseArray } from "../../ops/dense-array.js";
import type { Indices } from "../../ops/encode.js";
import { fingerprintBucket } from "../../ops/fingerprint64.js";
import { siphashBucket } from "../../ops/siphash.js";
import { received } from "../../received.js";
import { registerLayer } from "../base/register-layer.js";
import { IndexLookup } from "./index-lookup.js";
import { indexLayout } from "./learnt-vocabulary.js";
import type { IndexLookupOptions } from "./lookup-options.js";
import { readStringList, rejectList } from "./string-list.js";
import type { Vocabulary } from "./vocabulary.js";

// so many strings are found faster in a table of their bytes than in a Map
const FEWEST = 4096;

/** Options of `StringLookup`, Keras's under camelCase names. `oovToken` defaults to "[UNK]". */
export interface StringLookupOptions extends IndexLookupOptions<string> {
  /** Encoding of the vocabulary. Must be "utf-8", the default. */
  readonly encoding?: "utf-8" | undefined;
}

/**
 * Turns strings into integer indices, or into vectors over a vocabulary, and back again with
 * `invert: true`. The vocabulary is learnt by `adapt`, or given.
 *
 * Takes strings of any shape: a tensor, a string, nested arrays. Gives int32 of the same shape in the mode
 * `int`, float32 vectors in the others. Throws when called without a vocabulary.
 *
 * @example
 * import { layers } from "preplab";
 * const lookup = layers.stringLookup();
 * await lookup.adapt(["celeste", "cyan", "turquoise"]);
 * console.log(lookup.getVocabulary()); // [ '[UNK]', 'turquoise', 'cyan', 'celeste' ]
 * lookup(["azure", "cyan"]).print();
 * // Tensor
 * //     [0, 2]
 */
export class StringLookup extends IndexLookup<string> {
  static className = "StringLookup";

  #table: { readonly of: Vocabulary<string>; readonly table: ByteTokenTable } | null = null;

  constructor(options: StringLookupOptions = {}) {
    const { oovToken = "[UNK]", encoding = "utf-8" } = options;
    super({ ...options, oovToken }, "string");
    if (String(encoding).toLowerCase() !== "utf-8") {
      throw new Error(
        `${this.getClassName()}: encoding must be "utf-8". Received: ${received(encoding)}`,
      );
    }
  }

  protected override isToken(value: unknown): value is string {
    return typeof value === "string";
  }

  protected override tokenName(): string {
    return "string";
  }

  protected override oovBucket(token: string): number {
    const { numOovIndices, salt } = this.settings;
    return salt === null
      ? fingerprintBucket(token, numOovIndices)
      : siphashBucket(token, numOovIndices, salt);
  }

  protected override parseLine(line: string): string {
    return line;
  }

  protected override readTokens(input: DenseArray): readonly string[] {
    // an empty array has no type of its own
    if (input.values.length === 0) return [];
    if (input.dtype === "string") return input.values;
    throw new Error(
      `${this.getClassName()}: input must hold strings. Received: ${received(input)}`,
    );
  }

  protected override read(inputs: unknown): DenseArray {
    return (this.settings.invert ? undefined : readStringList(inputs)) ?? super.read(inputs);
  }

  protected override lookUp(
    tokens: ArrayLike<string>,
    shape: readonly number[],
    vocabulary: Vocabulary<string>,
  ): Indices {
    const table = this.#tableOf(vocabulary, tokens.length);
    const { oovStart, tokenStart, numOovIndices, maskToken } = indexLayout(this.settings);
    // where all strange tokens have one index, the table knows all there is to know
    if (table === null || numOovIndices !== 1 || maskToken !== null) {
      for (let i = 0; i < tokens.length; i++) {
        if (typeof tokens[i] !== "string") rejectList(this.getClassName(), tokens);
      }
      return super.lookUp(tokens, shape, vocabulary);
    }
    const values = table.find(tokens, { first: tokenStart, missing: oovStart });
    return { values: values ?? rejectList(this.getClassName(), tokens), shape };
  }

  // made anew for each vocabulary, when so many tokens are looked up that it pays; null when it does not
  #tableOf(vocabulary: Vocabulary<string>, count: number): ByteTokenTable | null {
    if (this.#table?.of === vocabulary) return this.#table.table;
    if (count < FEWEST || count < vocabulary.tokens.length / 4) return null;
    const table = new ByteTokenTable();
    for (const token of vocabulary.tokens) table.add(token);
    // lone surrogates are alike in UTF-8, so that two tokens may share a number
    if (table.size !== vocabulary.tokens.length) return null;
    this.#table = { of: vocabulary, table };
    return table;
  }

  protected override writeTokens(tokens: readonly string[], shape: readonly number[]): DenseArray {
    return { values: tokens, shape, dtype: "string" };
  }

  protected override outputDtype(): DataType {
    const { invert, outputMode } = this.settings;
    return invert ? "string" : outputMode === "int" ? "int32" : "float32";
  }

  override getConfig(): ReturnType<IndexLookup<string>["getConfig"]> {
    return { ...super.getConfig(), encoding: "utf-8" };
  }
}

registerLayer(StringLookup);
