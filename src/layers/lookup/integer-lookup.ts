import type { DataType } from "@tensorflow/tfjs";
import type { DenseArray } from "../../ops/dense-array.js";
import { fingerprintBucket } from "../../ops/fingerprint64.js";
import { siphashBucket } from "../../ops/siphash.js";
import { received } from "../../received.js";
import { choose } from "../base/choose.js";
import { registerLayer } from "../base/register-layer.js";
import { IndexLookup } from "./index-lookup.js";
import type { IndexLookupOptions } from "./lookup-options.js";

/** How integers out of vocabulary are spread over several indices. */
export type OovMethod = "floormod" | "farmhash";

/** Options of `IntegerLookup`, Keras's under camelCase names. `oovToken` defaults to -1. */
export interface IntegerLookupOptions extends IndexLookupOptions<number> {
  /** Type of the vocabulary. Must be "int64", the default, though tensors hold integers of 32 bits. */
  readonly vocabularyDtype?: "int64" | undefined;
  /**
   * `floormod` (default) takes the remainder by `numOovIndices`; `farmhash` hashes the integer, for integers
   * that are multiples of something, and takes a `salt`.
   */
  readonly oovMethod?: OovMethod | undefined;
}

/**
 * Turns integers into indices of a vocabulary, or into vectors over it, and back again with `invert: true`.
 * The vocabulary is learnt by `adapt`, or given.
 *
 * Takes integers of 32 bits in any shape. Gives int32 of the same shape in the mode `int`, float32 vectors
 * in the others. Throws when called without a vocabulary, and for fractions, NaN and larger integers.
 *
 * @example
 * import { layers } from "preplab";
 * const lookup = layers.integerLookup();
 * await lookup.adapt([[12, 1138, 42], [42, 1000, 36]]);
 * console.log(lookup.getVocabulary()); // [ -1, 42, 1138, 1000, 36, 12 ]
 * lookup([12, 42, 7]).print();
 * // Tensor
 * //     [5, 1, 0]
 */
export class IntegerLookup extends IndexLookup<number> {
  static className = "IntegerLookup";

  readonly oovMethod: OovMethod;

  constructor(options: IntegerLookupOptions = {}) {
    const { oovToken = -1, vocabularyDtype = "int64", oovMethod = "floormod" } = options;
    super({ ...options, oovToken }, "int32");
    const owner = this.getClassName();
    if (vocabularyDtype !== "int64") {
      throw new Error(
        `${owner}: vocabularyDtype must be "int64". Received: ${received(vocabularyDtype)}`,
      );
    }
    this.oovMethod = choose(owner, "oovMethod", oovMethod, ["floormod", "farmhash"]);
    if (this.settings.salt !== null && this.oovMethod !== "farmhash") {
      throw new Error(
        `${owner}: salt works only with oovMethod "farmhash". Received: ${received(oovMethod)}`,
      );
    }
  }

  protected override isToken(value: unknown): value is number {
    return typeof value === "number" && (value | 0) === value;
  }

  protected override tokenName(): string {
    return "32-bit integer";
  }

  protected override oovBucket(token: number): number {
    const { numOovIndices, salt } = this.settings;
    if (this.oovMethod === "floormod") {
      return ((token % numOovIndices) + numOovIndices) % numOovIndices;
    }
    return salt === null
      ? fingerprintBucket(String(token), numOovIndices)
      : siphashBucket(String(token), numOovIndices, salt);
  }

  protected override parseLine(line: string): number {
    const token = line.trim() === "" ? Number.NaN : Number(line);
    if (this.isToken(token)) return token;
    throw new Error(
      `${this.getClassName()}: each line of a vocabulary file must be an integer of 32 bits. ` +
        `Received: ${received(line)}`,
    );
  }

  protected override readTokens(input: DenseArray): ArrayLike<number> {
    // an empty array has no type of its own
    if (input.values.length === 0) return [];
    if (input.dtype === "string") {
      throw new Error(
        `${this.getClassName()}: input must hold integers. Received: ${received(input)}`,
      );
    }
    const { values } = input;
    if (!(values instanceof Float32Array)) return values;
    for (const value of values) {
      if ((value | 0) === value) continue;
      throw new Error(
        `${this.getClassName()}: input must hold integers of 32 bits. Received: ${value}`,
      );
    }
    return values;
  }

  protected override writeTokens(tokens: readonly number[], shape: readonly number[]): DenseArray {
    return { values: Int32Array.from(tokens), shape, dtype: "int32" };
  }

  protected override outputDtype(): DataType {
    return this.settings.outputMode === "int" ? "int32" : "float32";
  }

  override getConfig(): ReturnType<IndexLookup<number>["getConfig"]> {
    return { ...super.getConfig(), vocabularyDtype: "int64", oovMethod: this.oovMethod };
  }
}

registerLayer(IntegerLookup);
