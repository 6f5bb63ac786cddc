import type { DataType, Shape, SymbolicTensor, Tensor } from "@tensorflow/tfjs";
import { type CrossedColumn, crossHash } from "../../ops/cross-hash.js";
import type { DenseArray } from "../../ops/dense-array.js";
import { encode, encodedShape } from "../../ops/encode.js";
import { received } from "../../received.js";
import { tf } from "../../tensorflow.js";
import { choose } from "../base/choose.js";
import type { CallOptions, LayerInput } from "../base/layer-call.js";
import type { LayerOptions } from "../base/layer-options.js";
import { PreprocessingLayer } from "../base/preprocessing-layer.js";
import { isSymbolic, isTensorList, readInput, toTensor } from "../base/read-input.js";
import { registerLayer } from "../base/register-layer.js";
import { rejectSparse } from "../base/reject-sparse.js";
import { readIntegers } from "../base/whole-numbers.js";
import { readBins } from "./bins.js";

/** Options of `HashedCrossing`, Keras's under camelCase names. */
export interface HashedCrossingOptions extends LayerOptions {
  /** How many buckets there are; at most 2^31. */
  readonly numBins: number;
  /** `int` (default) gives buckets, `one_hot` each as a vector. */
  readonly outputMode?: "int" | "one_hot" | "oneHot" | undefined;
  /** Must be false: tfjs has no sparse tensors. */
  readonly sparse?: boolean | undefined;
}

export interface HashedCrossing {
  (inputs: SymbolicTensor[], options?: CallOptions): SymbolicTensor;
  (inputs: readonly LayerInput[], options?: CallOptions): Tensor;
}

/**
 * Crosses features: each combination of their values falls into one of a fixed number of buckets, Keras's
 * own. Called on a list of two features or more.
 *
 * Features are strings or integers of 32 bits, all of one shape: [], [batch] or [batch, 1]. Gives int32 of
 * that shape in the mode `int`, float32 vectors under `one_hot`.
 *
 * @example
 * import { layers } from "preplab";
 * const crossing = layers.hashedCrossing({ numBins: 5 });
 * crossing([["A", "B", "A"], [101, 101, 102]]).print();
 * // Tensor
 * //     [1, 4, 3]
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: gives the class its call signature
export class HashedCrossing extends PreprocessingLayer {
  static className = "HashedCrossing";

  readonly numBins: number;
  readonly outputMode: "int" | "one_hot";

  constructor(options: HashedCrossingOptions) {
    super(options ?? {});
    const owner = this.getClassName();
    const { numBins, outputMode = "int", sparse } = options ?? {};
    this.numBins = readBins(owner, numBins);
    this.outputMode = choose(owner, "outputMode", outputMode, ["int", "one_hot"] as const);
    rejectSparse(owner, sparse, this.outputMode);
  }

  override apply(
    inputs: Tensor | Tensor[] | SymbolicTensor | SymbolicTensor[],
    kwargs?: CallOptions,
  ): Tensor | Tensor[] | SymbolicTensor | SymbolicTensor[] {
    if (isSymbolic(inputs)) this.#requireFeatures(inputs);
    return super.apply(inputs, kwargs);
  }

  override call(inputs: Tensor | Tensor[], _kwargs: CallOptions): Tensor | Tensor[] {
    return tf.tidy(() => toTensor(this.#cross(this.#requireFeatures(inputs))));
  }

  protected override callOnValues(inputs: unknown, options: CallOptions): unknown {
    if (isTensorList(inputs)) return this.apply(inputs, options);
    return tf.tidy(() => {
      const crossed = this.#cross(this.#requireFeatures(inputs));
      this.buildOnce([...crossed.shape]);
      return toTensor(crossed);
    });
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    const shapes = inputShape as Shape[]; // several inputs
    const [shape] = this.#requireFeatures(shapes);
    const [first, ...others] = shapes;
    if (others.some((other) => other.join() !== first!.join())) throw this.#unequal(shapes);
    return this.outputMode === "int" ? shape! : encodedShape(shape!, "one_hot", this.numBins);
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
      outputMode: this.outputMode,
      sparse: false,
    };
  }

  #cross(inputs: readonly unknown[]): DenseArray {
    const owner = this.getClassName();
    const features = inputs.map((input) => readInput(owner, input, "int32"));
    const { shape } = features[0]!;
    if (features.some((feature) => feature.shape.join() !== shape.join())) {
      throw this.#unequal(features.map((feature) => feature.shape));
    }
    if (shape.length > 2 || (shape.length === 2 && shape[1] !== 1)) {
      throw new Error(
        `${owner}: features must have the shape [], [batch] or [batch, 1]. ` +
          `Received: [${shape.join(", ")}]`,
      );
    }
    const values = crossHash(
      features.map((feature) => this.#column(feature)),
      this.numBins,
    );
    if (this.outputMode === "int") return { values, shape, dtype: "int32" };
    return { ...encode({ values, shape }, "one_hot", this.numBins), dtype: "float32" };
  }

  #column(feature: DenseArray): CrossedColumn {
    if (feature.dtype === "string") return { dtype: "string", values: feature.values };
    if (feature.dtype !== "float32" || feature.values.length === 0) {
      return { dtype: "int32", values: readIntegers(this.getClassName(), feature) };
    }
    throw new Error(
      `${this.getClassName()}: features must be strings or integers of 32 bits. ` +
        `Received: ${received(feature)}`,
    );
  }

  #requireFeatures<T>(inputs: T | readonly T[]): readonly T[] {
    if (Array.isArray(inputs) && inputs.length >= 2) return inputs;
    throw new Error(
      `${this.getClassName()}: expected a list of two features or more. Received: ${received(inputs)}`,
    );
  }

  #unequal(shapes: readonly (readonly (number | null)[])[]): Error {
    const listed = shapes.map((shape) => `[${shape.map(String).join(", ")}]`).join(" and ");
    return new Error(`${this.getClassName()}: features must have one shape. Received: ${listed}`);
  }
}

registerLayer(HashedCrossing);
