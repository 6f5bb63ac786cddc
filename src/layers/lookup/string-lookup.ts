import type { DataType } from "@tensorflow/tfjs";
import type { DenseArray } from "../../ops/dense-array.js";
import { fingerprintBucket } from "../../ops/fingerprint64.js";
import { siphashBucket } from "../../ops/siphash.js";
import { received } from "../../received.js";
import { registerLayer } from "../base/register-layer.js";
import { IndexLookup } from "./index-lookup.js";
import type { IndexLookupOptions } from "./lookup-options.js";

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
