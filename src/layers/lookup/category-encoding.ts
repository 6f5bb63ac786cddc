import type { Shape, SymbolicTensor, Tensor } from "@tensorflow/tfjs";
import type { DenseArray } from "../../ops/dense-array.js";
import { type EncodedMode, encode, encodedShape } from "../../ops/encode.js";
import { received } from "../../received.js";
import { choose } from "../base/choose.js";
import { type Compat, type CompatOptions, readCompat } from "../base/compat.js";
import type { CallOptions, LayerInput } from "../base/layer-call.js";
import type { LayerOptions } from "../base/layer-options.js";
import { type CallContext, PreprocessingLayer } from "../base/preprocessing-layer.js";
import { isSymbolic, type PlainNumbers, readInput } from "../base/read-input.js";
import { registerLayer } from "../base/register-layer.js";
import { rejectSparse } from "../base/reject-sparse.js";
import { readIntegers } from "../base/whole-numbers.js";

/** Options of `CategoryEncoding`, Keras's under camelCase names. */
export interface CategoryEncodingOptions extends LayerOptions, CompatOptions {
  /** How many categories there are: inputs lie in [0, numTokens). */
  readonly numTokens: number;
  /**
   * `multi_hot` (default) marks the categories along the last dimension, `count` counts them, `one_hot`
   * gives each a vector of its own.
   */
  readonly outputMode?: EncodedMode | "oneHot" | "multiHot" | undefined;
  /** Must be false: tfjs has no sparse tensors. */
  readonly sparse?: boolean | undefined;
}

/** What may follow the inputs of a CategoryEncoding. */
export interface CategoryEncodingCall extends CallOptions {
  /** What each input counts for in the mode `count`, in the input's shape. Defaults to 1. */
  readonly countWeights?: LayerInput | null | undefined;
}

export interface CategoryEncoding {
  (inputs: LayerInput | Tensor[], options?: CategoryEncodingCall): Tensor;
  (inputs: SymbolicTensor | SymbolicTensor[], options?: CallOptions): SymbolicTensor;
  (inputs: LayerInput | Tensor[], options?: CategoryEncodingCall): Tensor;
}

/**
 * Turns categories that are integers already, 0 to `numTokens - 1`, into vectors with a place for each.
 *
 * Takes integers of any shape and gives float32. Too large a category leaves no trace, as in Keras 3, and a
 * negative one only in the mode `one_hot`; with `compat: "tf_keras"` either is an error.
 *
 * @example
 * import { layers } from "preplab";
 * const encoding = layers.categoryEncoding({ numTokens: 4 });
 * encoding([[0, 1], [3, 1]]).print();
 * // Tensor
 * //     [[1, 1, 0, 0],
 * //      [0, 1, 0, 1]]
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: gives the class its call signature
export class CategoryEncoding extends PreprocessingLayer {
  static className = "CategoryEncoding";

  readonly numTokens: number;
  readonly outputMode: EncodedMode;
  readonly compat: Compat;

  constructor(options: CategoryEncodingOptions) {
    super(options ?? {}, "int32");
    const owner = this.getClassName();
    const { numTokens, outputMode = "multi_hot", sparse, compat } = options ?? {};
    if (!(Number.isInteger(numTokens) && numTokens >= 1)) {
      throw new Error(
        `${owner}: numTokens must be a whole number, 1 or more. Received: ${received(numTokens)}`,
      );
    }
    this.numTokens = numTokens;
    // the name that older versions of Keras wrote
    const mode = (outputMode as string) === "binary" ? "multi_hot" : outputMode;
    this.outputMode = choose(owner, "outputMode", mode, ["multi_hot", "one_hot", "count"]);
    rejectSparse(owner, sparse, this.outputMode);
    this.compat = readCompat(owner, compat);
  }

  protected override callAny(inputs: unknown, more: unknown): unknown {
    if (isSymbolic(inputs) && hasWeights(more)) {
      throw new Error(
        `${this.getClassName()}: countWeights go with values, not with the input of a model. ` +
          `Received: a symbolic tensor`,
      );
    }
    return super.callAny(inputs, more);
  }

  protected override compute(
    input: DenseArray,
    { countWeights }: CallContext & CategoryEncodingCall,
  ): DenseArray {
    const values = readIntegers(this.getClassName(), input);
    this.#requireCategories(values);
    const indices = { values, shape: input.shape };
    const weights = countWeights == null ? undefined : this.#readWeights(countWeights, input.shape);
    return { ...encode(indices, this.outputMode, this.numTokens, weights), dtype: "float32" };
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    return encodedShape(inputShape as Shape, this.outputMode, this.numTokens); // one input
  }

  protected override plainNumbers(): PlainNumbers {
    return "int32";
  }

  protected override facts(): Record<string, unknown> {
    return { numTokens: this.numTokens, outputMode: this.outputMode };
  }

  override getConfig(): ReturnType<PreprocessingLayer["getConfig"]> {
    return {
      ...super.getConfig(),
      numTokens: this.numTokens,
      outputMode: this.outputMode,
      sparse: false,
      compat: this.compat,
    };
  }

  #requireCategories(values: Int32Array): void {
    const isStrict = this.compat === "tf_keras";
    if (!isStrict && this.outputMode === "one_hot") return;
    const most = isStrict ? this.numTokens - 1 : Number.POSITIVE_INFINITY;
    for (const value of values) {
      if (value >= 0 && value <= most) continue;
      throw new Error(
        `${this.getClassName()}: categories must lie in [0, numTokens), numTokens=${this.numTokens}. ` +
          `Received: ${value}`,
      );
    }
  }

  #readWeights(given: LayerInput, shape: readonly number[]): ArrayLike<number> {
    const owner = this.getClassName();
    if (this.outputMode !== "count") {
      throw new Error(
        `${owner}: countWeights belong only to outputMode "count". Received: ${received(this.outputMode)}`,
      );
    }
    const weights = readInput(owner, given, "float32");
    if (weights.dtype === "string" || weights.shape.join() !== shape.join()) {
      throw new Error(
        `${owner}: countWeights must be numbers in the input's shape, [${shape.join(", ")}]. ` +
          `Received: ${received(weights)}`,
      );
    }
    return weights.values;
  }
}

function hasWeights(options: unknown): boolean {
  if (typeof options !== "object" || options === null) return false;
  return "countWeights" in options && options.countWeights != null;
}

registerLayer(CategoryEncoding);
