import type { LayerVariable, Shape } from "@tensorflow/tfjs";
import type { Parameter } from "../../ops/broadcast.js";
import { type DenseArray, type NumericArray, sizeOf } from "../../ops/dense-array.js";
import { type Moments, mergeMoments, momentsOf } from "../../ops/moments.js";
import { normalize, type Statistics } from "../../ops/normalize.js";
import { received } from "../../received.js";
import { tf } from "../../tensorflow.js";
import { type AdaptData, type AdaptOptions, adaptBatches } from "../base/adapt-batches.js";
import type { LayerOptions } from "../base/layer-options.js";
import { PreprocessingLayer } from "../base/preprocessing-layer.js";
import { readInPlace } from "../base/read-input.js";
import { registerLayer } from "../base/register-layer.js";
import { keptAxes, readAxis } from "./kept-axes.js";
import {
  exportMoments,
  type LearntMoments,
  type NormalizationState,
  readMoments,
} from "./normalization-state.js";
import { type NumberOption, nestNumbers, readNumbers } from "./number-option.js";

/** Options of `Normalization`, Keras's under camelCase names. */
export interface NormalizationOptions extends LayerOptions {
  /** The axis, or axes, that have a mean of their own for each index: -1 (default) for features, null for none. */
  readonly axis?: number | readonly number[] | null | undefined;
  /** Known means, aligned with the last of the kept axes; then `adapt` is not needed. */
  readonly mean?: NumberOption | null | undefined;
  /** Known variances, given together with `mean` in the same shape. */
  readonly variance?: NumberOption | null | undefined;
  /** Turns normalized values back instead. Defaults to false. */
  readonly invert?: boolean | undefined;
  /** What a layer learnt before. */
  readonly state?: NormalizationState | null | undefined;
}

interface Weights {
  readonly mean: LayerVariable;
  readonly variance: LayerVariable;
  readonly count: LayerVariable;
}

/** Float32 means and variances of the kept places. */
interface Known {
  readonly mean: Float32Array;
  readonly variance: Float32Array;
}

/**
 * Shifts and scales numbers to mean 0 and variance 1, each feature by its own statistics, which `adapt`
 * learns or which are given. `invert: true` turns normalized numbers back.
 *
 * Takes numbers of any type and gives float32 of the same shape. The kept axes must have known sizes. A
 * deviation counts as at least 1e-7. Throws when called before the statistics are known.
 *
 * @example
 * import { layers } from "preplab";
 * const normalization = layers.normalization();
 * await normalization.adapt([[0, 10], [2, 30]]);
 * normalization([[0, 30], [1, 20]]).print();
 * // Tensor
 * //     [[-1, 1],
 * //      [0 , 0]]
 */
export class Normalization extends PreprocessingLayer {
  static className = "Normalization";

  readonly axis: readonly number[];
  readonly invert: boolean;
  readonly #given: Statistics | null;
  #learnt: LearntMoments | null = null;
  // statistics in loaded weights that do not say how much data was behind them, as Keras's
  #foreign: Known | null = null;
  #weights: Weights | null = null;
  #written: readonly object[] = [];
  #sizes: readonly number[] = [];

  constructor(options: NormalizationOptions = {}) {
    super(options);
    const owner = this.getClassName();
    const { axis = -1, mean = null, variance = null, invert = false, state = null } = options;
    this.axis = readAxis(owner, axis);
    this.invert = invert;
    if ((mean === null) !== (variance === null)) {
      throw new Error(
        `${owner}: mean and variance must be given together. ` +
          `Received: only ${mean === null ? "variance" : "mean"}`,
      );
    }
    this.#given = mean === null ? null : readGiven(owner, mean, variance, this.axis.length);
    if (state !== null) this.#learnt = readMoments(owner, state);
  }

  /** Means of the kept places, given or learnt; null before they are known. */
  get mean(): Float32Array | null {
    return this.#given?.mean.values ?? this.#known()?.mean ?? null;
  }

  /** Variances of the kept places, given or learnt; null before they are known. */
  get variance(): Float32Array | null {
    return this.#given?.variance.values ?? this.#known()?.variance ?? null;
  }

  /** How many numbers stand behind each learnt mean. */
  get count(): number {
    this.#readLoaded();
    return this.#learnt?.moments.count ?? 0;
  }

  /**
   * Learns mean and variance of each kept place from data, in float64. Takes arrays, typed arrays, tensors,
   * `tf.data` datasets (of rows, of batches or of (x, y) pairs), generators and async iterables; a flat
   * element of a stream is one row. Each call starts over. When it fails, the old statistics stay.
   */
  async adapt(data: AdaptData, options: AdaptOptions = {}): Promise<void> {
    const owner = this.getClassName();
    this.#requireAdaptable("adapt");
    let learnt: LearntMoments | null = null;
    for await (const { values, isWhole } of adaptBatches(owner, data, options)) {
      const batch = this.#momentsOf(readInPlace(owner, values, "float32"), isWhole);
      if (batch.moments.count > 0) learnt = learnt === null ? batch : merge(owner, learnt, batch);
    }
    if (learnt === null) throw new Error(`${owner}: adapt found no numbers. Received: empty data`);
    this.#replace(learnt);
  }

  /** What the layer learnt, as plain data; null before it did. `mergeState` takes it. */
  get state(): NormalizationState | null {
    this.#readLoaded();
    return this.#learnt && exportMoments(this.#learnt);
  }

  /** Adds what another layer learnt, as if this one had been adapted on both its own data and the other's. */
  mergeState(state: NormalizationState): void {
    this.#requireAdaptable("mergeState");
    const other = readMoments(this.getClassName(), state);
    this.#readLoaded();
    if (this.#foreign !== null) {
      throw new Error(
        `${this.getClassName()}: the loaded weights do not say how much data they stand for. ` +
          "Call resetState before mergeState. Received: a count of 0",
      );
    }
    const own = this.#learnt;
    this.#replace(own === null ? other : merge(this.getClassName(), own, other));
  }

  /** Forgets what was learnt. */
  resetState(): void {
    this.#requireAdaptable("resetState");
    this.#replace(null);
  }

  override build(inputShape: Shape | Shape[]): void {
    const owner = this.getClassName();
    const shape = inputShape as Shape; // one input
    const sizes = keptAxes(owner, this.axis, shape).map((each) => shape[each]!);
    if (this.#given !== null) requireFit(owner, this.#given.mean.shape, sizes);
    else {
      if (this.#learnt !== null) requireEqual(owner, this.#learnt.shape, sizes);
      this.#weights = {
        mean: this.#addStatistic("mean", sizes, "float32"),
        variance: this.#addStatistic("variance", sizes, "float32"),
        count: this.#addStatistic("count", [], "int32"),
      };
      this.#sizes = sizes;
      this.#write();
    }
    super.build(inputShape);
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    return inputShape;
  }

  protected override read(inputs: unknown): DenseArray {
    return readInPlace(this.getClassName(), inputs, this.plainNumbers());
  }

  protected override compute(input: DenseArray): DenseArray {
    const owner = this.getClassName();
    const x = this.#requireNumbers(input);
    const kept = keptAxes(owner, this.axis, [...x.shape]);
    const sizes = kept.map((axis) => x.shape[axis]!);
    const known = this.#given === null ? this.#requireKnown() : null;
    if (known !== null) requireEqual(owner, this.#learnt?.shape ?? this.#sizes, sizes);
    else requireFit(owner, this.#given!.mean.shape, sizes);
    const along = (values: Float32Array, own: readonly number[]): Parameter => {
      // the last of the parameter's axes goes with the last kept axis, and so on
      const shape = x.shape.map((_, axis) => {
        const place = kept.indexOf(axis);
        return place === -1 ? 1 : (own[place - kept.length + own.length] ?? 1);
      });
      return { values, shape };
    };
    const statistics =
      known === null
        ? {
            mean: along(this.#given!.mean.values, this.#given!.mean.shape),
            variance: along(this.#given!.variance.values, this.#given!.variance.shape),
          }
        : { mean: along(known.mean, sizes), variance: along(known.variance, sizes) };
    return normalize(x, statistics, this.invert);
  }

  protected override facts(): Record<string, unknown> {
    return { axis: this.axis, adapted: this.#given !== null || this.#known() !== null };
  }

  override getConfig(): ReturnType<PreprocessingLayer["getConfig"]> {
    return {
      ...super.getConfig(),
      axis: this.axis.length === 0 ? null : [...this.axis],
      invert: this.invert,
      mean: this.#given && nestNumbers(this.#given.mean),
      variance: this.#given && nestNumbers(this.#given.variance),
      state: this.state,
    } as ReturnType<PreprocessingLayer["getConfig"]>; // numbers, nested
  }

  #requireNumbers(input: DenseArray): NumericArray {
    if (input.dtype !== "string") return input;
    throw new Error(
      `${this.getClassName()}: input must hold numbers. Received: ${received(input)}`,
    );
  }

  #momentsOf(input: DenseArray, isWhole: boolean): LearntMoments {
    const owner = this.getClassName();
    const { values, shape: own } = this.#requireNumbers(input);
    const shape = own.length === 1 && !isWhole && this.axis.length > 0 ? [1, ...own] : [...own];
    const kept = keptAxes(owner, this.axis, shape);
    const sizes = kept.map((axis) => shape[axis]!);
    if (this.#weights !== null) requireEqual(owner, this.#sizes, sizes);
    const moments = momentsOf(values, shape, kept);
    if (moments.means.every(Number.isFinite) && moments.squares.every(Number.isFinite)) {
      return { shape: sizes, moments };
    }
    const place = moments.squares.findIndex((square) => !Number.isFinite(square));
    throw new Error(
      `${owner}: adapt needs finite numbers. Received: NaN or an infinity at place ${place} of the kept axes`,
    );
  }

  #requireAdaptable(method: string): void {
    if (this.#given === null) return;
    throw new Error(
      `${this.getClassName()}: ${method} works only without the options mean and variance. ` +
        "Received: a layer created with both",
    );
  }

  #requireKnown(): Known {
    const known = this.#known();
    if (known !== null) return known;
    throw new Error(
      `${this.getClassName()}: needs statistics before it is used. Call adapt, or pass the options mean ` +
        "and variance. Received: neither",
    );
  }

  #known(): Known | null {
    this.#readLoaded();
    return this.#foreign ?? (this.#learnt && statisticsOf(this.#learnt.moments));
  }

  #replace(learnt: LearntMoments | null): void {
    const owner = this.getClassName();
    if (learnt !== null && this.#weights !== null) requireEqual(owner, this.#sizes, learnt.shape);
    this.#learnt = learnt;
    this.#foreign = null;
    this.#write();
  }

  #addStatistic(name: string, shape: number[], dtype: "float32" | "int32"): LayerVariable {
    const weight = this.addWeight(name, shape, dtype, tf.initializers.zeros(), undefined, false);
    // built outside of apply the name would lack the layer's, by which a saved model finds it
    Object.assign(weight, { originalName: `${this.name}/${name}` });
    return weight;
  }

  #write(): void {
    const weights = this.#weights;
    if (weights === null) return;
    const known = this.#learnt && statisticsOf(this.#learnt.moments);
    const size = sizeOf(this.#sizes);
    tf.tidy(() => {
      const shape = [...this.#sizes];
      weights.mean.write(tf.tensor(known?.mean ?? new Float32Array(size), shape));
      weights.variance.write(tf.tensor(known?.variance ?? new Float32Array(size).fill(1), shape));
      const count = Math.min(this.#learnt?.moments.count ?? 0, 2 ** 31 - 1);
      weights.count.write(tf.scalar(count, "int32"));
    });
    this.#written = contents(weights);
  }

  // a model that loads its weights tells no layer of it
  #readLoaded(): void {
    const weights = this.#weights;
    if (weights === null) return;
    const now = contents(weights);
    if (now.every((content, i) => content === this.#written[i])) return;
    this.#written = now;
    const mean = Float32Array.from(weights.mean.read().dataSync());
    const variance = Float32Array.from(weights.variance.read().dataSync());
    const own = this.#learnt && statisticsOf(this.#learnt.moments);
    // the state of a config has more digits
    if (own !== null && isEqual(own.mean, mean) && isEqual(own.variance, variance)) return;
    const [count = 0] = weights.count.read().dataSync();
    const isFresh = mean.every((each) => each === 0) && variance.every((each) => each === 1);
    this.#foreign = count === 0 && !isFresh ? { mean, variance } : null;
    const moments = {
      count,
      means: Float64Array.from(mean),
      squares: Float64Array.from(variance, (each) => each * count),
    };
    this.#learnt = count === 0 ? null : { shape: this.#sizes, moments };
  }
}

function readGiven(owner: string, mean: unknown, variance: unknown, axes: number): Statistics {
  const given = {
    mean: readNumbers(owner, "mean", mean),
    variance: readNumbers(owner, "variance", variance),
  };
  const [shape, other] = [given.mean.shape, given.variance.shape];
  if (shape.join() !== other.join()) {
    throw new Error(
      `${owner}: mean and variance must have one shape. ` +
        `Received: [${shape.join(", ")}] and [${other.join(", ")}]`,
    );
  }
  if (shape.length > axes) {
    throw new Error(
      `${owner}: mean must have at most as many dimensions as there are kept axes, ${axes}. ` +
        `Received: shape [${shape.join(", ")}]`,
    );
  }
  const negative = given.variance.values.find((each) => each < 0);
  if (negative === undefined) return given;
  throw new Error(`${owner}: variance must be 0 or more. Received: ${negative}`);
}

function merge(owner: string, a: LearntMoments, b: LearntMoments): LearntMoments {
  requireEqual(owner, a.shape, b.shape);
  return { shape: a.shape, moments: mergeMoments(a.moments, b.moments) };
}

function statisticsOf({ count, means, squares }: Moments): Known {
  return {
    mean: Float32Array.from(means),
    variance: Float32Array.from(squares, (square) => square / Math.max(1, count)),
  };
}

function contents({ mean, variance, count }: Weights): readonly object[] {
  return [mean, variance, count].map((weight) => weight.read().dataId);
}

function isEqual(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

function requireEqual(owner: string, known: readonly number[], sizes: readonly number[]): void {
  if (known.join() === sizes.join()) return;
  throw new Error(
    `${owner}: the kept axes must keep their sizes, [${known.join(", ")}]. ` +
      `Received: [${sizes.join(", ")}]`,
  );
}

// a given mean of shape [] or [1] goes with every size
function requireFit(owner: string, shape: readonly number[], sizes: readonly number[]): void {
  const isFit = shape.every((size, i) => {
    return size === 1 || size === sizes[i - shape.length + sizes.length];
  });
  if (isFit) return;
  throw new Error(
    `${owner}: mean and variance must fit the kept axes, of sizes [${sizes.join(", ")}]. ` +
      `Received: shape [${shape.join(", ")}]`,
  );
}

registerLayer(Normalization);
