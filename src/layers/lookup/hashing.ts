import type { DataType, Shape } from "@tensorflow/tfjs";
import type { DenseArray } from "../../ops/dense-array.js";
import { type EncodedMode, encode, encodedShape } from "../../ops/encode.js";
import { fingerprintBuckets } from "../../ops/fingerprint64.js";
import { siphashBucket } from "../../ops/siphash.js";
import { received } from "../../received.js";
import { choose } from "../base/choose.js";
import { protect } from "../base/config-text.js";
import type { LayerOptions } from "../base/layer-options.js";
import { PreprocessingLayer } from "../base/preprocessing-layer.js";
import type { PlainNumbers } from "../base/read-input.js";
import { registerLayer } from "../base/register-layer.js";
import { rejectSparse } from "../base/reject-sparse.js";
import { readBins } from "./bins.js";
import { readSalt } from "./salt.js";
import { readStringList, rejectList } from "./string-list.js";

/** Options of `Hashing`, Keras's under camelCase names. */
export interface HashingOptions extends LayerOptions {
  /** How many buckets there are, that of the mask included; at most 2^31. */
  readonly numBins: number;
  /** Input that has bucket 0 to itself, when there is more than one bucket. None by default. */
  readonly maskValue?: string | number | null | undefined;
  /** Integer or pair of integers: hashes with SipHash under it. None by default: FarmHash. */
  readonly salt?: number | readonly [number, number] | null | undefined;
  /**
   * `int` (default) gives buckets, `one_hot` each as a vector, `multi_hot` and `count` one vector per
   * sample, the last dimension of the input.
   */
  readonly outputMode?: "int" | EncodedMode | "oneHot" | "multiHot" | undefined;
  /** Must be false: tfjs has no sparse tensors. */
  readonly sparse?: boolean | undefined;
}

/**
 * Spreads strings and integers over a fixed number of buckets, with no vocabulary to learn. Different values
 * may meet in one bucket. The buckets are Keras's.
 *
 * Takes strings or numbers of any shape; of a fraction only the whole part counts. Gives int32 of the same
 * shape in the mode `int`, float32 vectors in the others. Throws for NaN and infinities.
 *
 * @example
 * import { layers } from "preplab";
 * const hashing = layers.hashing({ numBins: 3 });
 * hashing([["A"], ["B"], ["C"]]).print();
 * // Tensor
 * //     [[1],
 * //      [0],
 * //      [1]]
 */
export class Hashing extends PreprocessingLayer {
  static className = "Hashing";

  readonly numBins: number;
  readonly maskValue: string | number | null;
  readonly salt: readonly [number, number] | null;
  readonly outputMode: "int" | EncodedMode;

  constructor(options: HashingOptions) {
    const { numBins, maskValue = null, salt = null, outputMode = "int", sparse } = options ?? {};
    super(options ?? {}, typeof maskValue === "number" ? "int32" : "string");
    const owner = this.getClassName();
    this.numBins = readBins(owner, numBins);
    if (maskValue !== null && typeof maskValue !== "string" && !Number.isFinite(maskValue)) {
      throw new Error(
        `${owner}: maskValue must be a string or a number. Received: ${received(maskValue)}`,
      );
    }
    this.maskValue = maskValue;
    this.salt = readSalt(owner, salt);
    const modes = ["int", "one_hot", "multi_hot", "count"] as const;
    this.outputMode = choose(owner, "outputMode", outputMode, modes);
    rejectSparse(owner, sparse, this.outputMode);
  }

  protected override read(inputs: unknown): DenseArray {
    return (this.salt === null ? readStringList(inputs) : undefined) ?? super.read(inputs);
  }

  protected override compute(input: DenseArray): DenseArray {
    const { values: given, shape, dtype } = input;
    const hasMask = this.maskValue !== null && this.numBins > 1;
    if (
      hasMask &&
      given.length > 0 &&
      (typeof this.maskValue === "string") !== (dtype === "string")
    ) {
      throw new Error(
        `${this.getClassName()}: the input must be of the maskValue's type. ` +
          `Received: ${received(this.maskValue)} and a ${received(input)}`,
      );
    }
    const bins = hasMask ? this.numBins - 1 : this.numBins;
    const values = this.#buckets(input, bins);
    if (hasMask) {
      for (let i = 0; i < values.length; i++) {
        values[i] = given[i] === this.maskValue ? 0 : values[i]! + 1;
      }
    }
    if (this.outputMode === "int") return { values, shape, dtype: "int32" };
    return { ...encode({ values, shape }, this.outputMode, this.numBins), dtype: "float32" };
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    if (this.outputMode === "int") return inputShape;
    return encodedShape(inputShape as Shape, this.outputMode, this.numBins); // one input
  }

  protected override plainNumbers(): PlainNumbers {
    return "int32";
  }

  protected override outputDtype(): DataType {
    return this.outputMode === "int" ? "int32" : "float32";
  }

  protected override facts(): Record<string, unknown> {
    return { numBins: this.numBins, outputMode: this.outputMode };
  }

  override getConfig(): ReturnType<PreprocessingLayer["getConfig"]> {
    return {
      ...super.getConfig(),
      numBins: this.numBins,
      maskValue: protect(this.maskValue),
      salt: this.salt && [...this.salt],
      outputMode: this.outputMode,
      sparse: false,
    };
  }

  #buckets({ values, dtype }: DenseArray, bins: number): Int32Array {
    const { salt } = this;
    const texts =
      dtype === "string" ? values : Array.from(values, (value) => this.#asText(value, dtype));
    if (salt !== null) return Int32Array.from(texts, (text) => siphashBucket(text, bins, salt));
    return fingerprintBuckets(texts, bins) ?? rejectList(this.getClassName(), texts);
  }

  // a number as TensorFlow writes it
  #asText(value: number, dtype: DenseArray["dtype"]): string {
    if (dtype === "bool") return value === 0 ? "false" : "true";
    const whole = Math.trunc(value);
    if (Math.abs(whole) < 2 ** 53) return String(whole === 0 ? 0 : whole);
    if (Math.abs(whole) < 2 ** 63) return String(BigInt(whole));
    throw new Error(
      `${this.getClassName()}: numbers must be finite and fit 64 bits. Received: ${value}`,
    );
  }
}

registerLayer(Hashing);
