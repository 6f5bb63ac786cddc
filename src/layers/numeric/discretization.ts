import type { DataType, Shape, serialization } from "@tensorflow/tfjs";
import { binIndices } from "../../ops/bin-indices.js";
import type { DenseArray, NumericArray } from "../../ops/dense-array.js";
import { type EncodedMode, encode, encodedShape } from "../../ops/encode.js";
import { binBoundaries } from "../../ops/quantile-sketch.js";
import { received } from "../../received.js";
import { type AdaptData, type AdaptOptions, adaptBatches } from "../base/adapt-batches.js";
import { choose } from "../base/choose.js";
import { type Compat, type CompatOptions, readCompat } from "../base/compat.js";
import { readKerasConfig } from "../base/keras-config.js";
import type { LayerOptions } from "../base/layer-options.js";
import { PreprocessingLayer } from "../base/preprocessing-layer.js";
import { readInput } from "../base/read-input.js";
import { registerLayer } from "../base/register-layer.js";
import { rejectSparse } from "../base/reject-sparse.js";
import { type NumberOption, readNumbers } from "./number-option.js";
import { type DiscretizationState, readSketches, Sketches } from "./sketches.js";

/** Options of `Discretization`, Keras's under camelCase names. */
export interface DiscretizationOptions extends LayerOptions, CompatOptions {
  /** Where one bin ends and the next begins, ascending: a boundary itself belongs to the bin above it. */
  readonly binBoundaries?: NumberOption | null | undefined;
  /** How many bins `adapt` is to find, of about equally many values. One of the two has to be given. */
  readonly numBins?: number | null | undefined;
  /** How far off a learnt boundary may be, as a fraction of the values. Defaults to 0.01. */
  readonly epsilon?: number | undefined;
  /**
   * `int` (default) gives bins, `one_hot` each as a vector, `multi_hot` and `count` one vector per sample,
   * the last dimension of the input.
   */
  readonly outputMode?: "int" | EncodedMode | "oneHot" | "multiHot" | undefined;
  /** Must be false: tfjs has no sparse tensors. */
  readonly sparse?: boolean | undefined;
}

/**
 * Sorts numbers into bins, between boundaries that are given or that `adapt` learns.
 *
 * Takes numbers of any shape and gives int32 of the same shape in the mode `int`, float32 vectors in the
 * others. NaN falls into the last bin. Learnt boundaries are those of Keras 3's sketch; tf_keras's lie one
 * step higher (`compat: "tf_keras"`). Throws when called before there are boundaries.
 *
 * @example
 * import { layers } from "preplab";
 * const bins = layers.discretization({ numBins: 3 });
 * await bins.adapt([1, 2, 3, 4, 5, 6]);
 * console.log(bins.binBoundaries); // [ 2, 4 ]
 * bins([0, 2, 9]).print();
 * // Tensor
 * //     [0, 1, 2]
 */
export class Discretization extends PreprocessingLayer {
  static className = "Discretization";

  readonly numBins: number | null;
  readonly epsilon: number;
  readonly outputMode: "int" | EncodedMode;
  readonly compat: Compat;
  #boundaries: Float32Array | null = null;
  #learnt: Sketches | null = null;

  constructor(options: DiscretizationOptions) {
    super(options ?? {}, "float32");
    const owner = this.getClassName();
    const {
      binBoundaries: given = null,
      numBins = null,
      epsilon = 0.01,
      outputMode = "int",
      sparse,
      compat,
    } = options ?? {};
    if (given === null && numBins === null) {
      throw new Error(`${owner}: needs numBins or binBoundaries. Received: neither`);
    }
    if (given !== null && numBins !== null) {
      throw new Error(
        `${owner}: takes either numBins or binBoundaries. Received: numBins=${received(numBins)} and ` +
          `binBoundaries=${received(given)}`,
      );
    }
    if (numBins !== null && !(Number.isInteger(numBins) && numBins >= 1)) {
      throw new Error(
        `${owner}: numBins must be a whole number, 1 or more. Received: ${received(numBins)}`,
      );
    }
    if (!(typeof epsilon === "number" && epsilon > 0 && epsilon < 1)) {
      throw new Error(`${owner}: epsilon must lie between 0 and 1. Received: ${received(epsilon)}`);
    }
    this.numBins = numBins;
    this.epsilon = epsilon;
    const modes = ["int", "one_hot", "multi_hot", "count"] as const;
    this.outputMode = choose(owner, "outputMode", outputMode, modes);
    rejectSparse(owner, sparse, this.outputMode);
    this.compat = readCompat(owner, compat);
    if (given !== null) this.#boundaries = readBoundaries(owner, given);
  }

  /** The boundaries, given or learnt; null before they are known. */
  get binBoundaries(): number[] | null {
    return this.#boundaries && Array.from(this.#boundaries);
  }

  /**
   * Learns boundaries from data. Takes arrays of any shape, typed arrays, tensors, `tf.data` datasets (of
   * numbers, batches or (x, y) pairs), generators and async iterables. Each call starts over. When it fails,
   * the old boundaries stay.
   */
  async adapt(data: AdaptData, options: AdaptOptions = {}): Promise<void> {
    const owner = this.getClassName();
    this.#requireAdaptable("adapt");
    const learnt = new Sketches(this.epsilon, this.compat);
    let count = 0;
    for await (const { values: batch } of adaptBatches(owner, data, options)) {
      const { values } = this.#requireNumbers(readInput(owner, batch, "float32"));
      const odd = values.find((value) => !Number.isFinite(value));
      if (odd !== undefined) {
        throw new Error(`${owner}: adapt needs finite numbers. Received: ${odd}`);
      }
      if (values.length === 0) continue;
      count += values.length;
      learnt.addBatch(values);
    }
    if (count === 0) throw new Error(`${owner}: adapt found no numbers. Received: empty data`);
    this.#replace(learnt);
  }

  /** What `adapt` learnt, as plain data; null without it, after loading too. `mergeState` takes it. */
  get state(): DiscretizationState | null {
    return this.#learnt?.export() ?? null;
  }

  /**
   * Adds what another layer learnt, as if this one had got its own batches and then the other's. A layer
   * that was loaded has only boundaries and takes over the state instead.
   */
  mergeState(state: DiscretizationState): void {
    this.#requireAdaptable("mergeState");
    const learnt = new Sketches(this.epsilon, this.compat);
    const owner = this.getClassName();
    const own = this.#learnt === null ? [] : readSketches(owner, this.#learnt.export());
    for (const sketch of [...own, ...readSketches(owner, state)]) learnt.add(sketch);
    this.#replace(learnt);
  }

  /** Forgets what was learnt. */
  resetState(): void {
    this.#requireAdaptable("resetState");
    this.#replace(null);
  }

  // a layer that was adapted has both
  static override fromConfig<T extends serialization.Serializable>(
    layerClass: serialization.SerializableConstructor<T>,
    config: serialization.ConfigDict,
  ): T {
    const { binBoundaries, ...options } = readKerasConfig(config);
    if (options.numBins == null) return new layerClass({ ...options, binBoundaries });
    const layer = new layerClass(options);
    if (binBoundaries != null && layer instanceof Discretization) {
      layer.#boundaries = readBoundaries(layer.getClassName(), binBoundaries);
    }
    return layer;
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    if (this.outputMode === "int") return inputShape;
    return encodedShape(inputShape as Shape, this.outputMode, this.#depth()); // one input
  }

  protected override compute(input: DenseArray): DenseArray {
    const { values, shape } = this.#requireNumbers(input);
    const indices = { values: binIndices(values, this.#requireBoundaries()), shape };
    if (this.outputMode === "int") return { ...indices, dtype: "int32" };
    return { ...encode(indices, this.outputMode, this.#depth()), dtype: "float32" };
  }

  protected override outputDtype(): DataType {
    return this.outputMode === "int" ? "int32" : "float32";
  }

  protected override facts(): Record<string, unknown> {
    return { numBins: this.#boundaries === null ? this.numBins : this.#depth() };
  }

  override getConfig(): ReturnType<PreprocessingLayer["getConfig"]> {
    return {
      ...super.getConfig(),
      binBoundaries: this.binBoundaries,
      numBins: this.numBins,
      epsilon: this.epsilon,
      outputMode: this.outputMode,
      sparse: false,
      compat: this.compat,
    };
  }

  // before there are boundaries: as many bins as there are to be
  #depth(): number {
    return this.#boundaries === null ? this.numBins! : this.#boundaries.length + 1;
  }

  #requireNumbers(input: DenseArray): NumericArray {
    if (input.dtype !== "string") return input;
    throw new Error(
      `${this.getClassName()}: input must hold numbers. Received: ${received(input)}`,
    );
  }

  #requireBoundaries(): Float32Array {
    if (this.#boundaries !== null) return this.#boundaries;
    throw new Error(
      `${this.getClassName()}: needs boundaries before it is used. Call adapt, or pass the option ` +
        "binBoundaries. Received: neither",
    );
  }

  #requireAdaptable(method: string): void {
    if (this.numBins !== null) return;
    throw new Error(
      `${this.getClassName()}: ${method} works only with the option numBins. ` +
        "Received: a layer created with binBoundaries",
    );
  }

  #replace(learnt: Sketches | null): void {
    const boundaries = learnt && binBoundaries(learnt.merged(), this.numBins!);
    const depth = boundaries === null ? this.numBins! : boundaries.length + 1;
    // models built on the layer have weights for each place of its vectors
    if (this.built && this.outputMode !== "int" && depth !== this.#depth()) {
      throw new Error(
        `${this.getClassName()}: with outputMode ${received(this.outputMode)} the bins must keep their ` +
          `number once the layer was used, ${this.#depth()}. Received: ${depth}`,
      );
    }
    this.#boundaries = boundaries;
    this.#learnt = learnt;
  }
}

function readBoundaries(owner: string, given: unknown): Float32Array {
  const { values, shape } = readNumbers(owner, "binBoundaries", given);
  const isAscending = values.every((value, i) => i === 0 || value >= values[i - 1]!);
  if (shape.length === 1 && isAscending) return values;
  throw new Error(
    `${owner}: binBoundaries must be a list of ascending numbers. Received: ${received(given)}`,
  );
}

registerLayer(Discretization);
