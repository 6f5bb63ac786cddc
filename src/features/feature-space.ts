import type { SymbolicTensor, serialization, Tensor } from "@tensorflow/tfjs";
import { makeCallable } from "../layers/base/callable-object.js";
import { choose } from "../layers/base/choose.js";
import { protect, unprotect } from "../layers/base/config-text.js";
import type { LayerCall } from "../layers/base/layer-call.js";
import { deserializeLayer } from "../layers/base/register-layer.js";
import { requireCount } from "../layers/base/require-count.js";
import { CategoryEncoding } from "../layers/lookup/category-encoding.js";
import { HashedCrossing } from "../layers/lookup/hashed-crossing.js";
import { compareUtf8 } from "../ops/utf8.js";
import { received } from "../received.js";
import { tf } from "../tensorflow.js";
import { cardinalityOf, isAdaptable } from "./cardinality.js";
import {
  type Feature,
  type FeatureCross,
  type FeatureKind,
  type FeatureMode,
  feature,
  featureOfKind,
  kinds,
} from "./feature.js";
import {
  type FeatureData,
  featureBatches,
  featureTensor,
  requireRecord,
} from "./feature-batches.js";
import { columnReader, type Frame } from "./frame-columns.js";

/** Options of `FeatureSpace`, Keras's under camelCase names. */
export interface FeatureSpaceOptions<N extends string = string, M extends OutputMode = "concat"> {
  /** The features by name: each one of `FeatureSpace.floatNormalized()` and the like, or a kind's name. */
  readonly features: Readonly<Record<N, Feature | FeatureKind>>;
  /** `concat` (default) for one tensor of all, `dict` for a record of tensors. */
  readonly outputMode?: M | undefined;
  /** Features to be hashed together: lists of names, or `FeatureSpace.cross(...)`. */
  readonly crosses?: readonly (readonly NoInfer<N>[] | FeatureCross)[] | null | undefined;
  /** How many values a cross has that is given as a list. Defaults to 32. */
  readonly crossingDim?: number | undefined;
  /** How many bins the kinds `..._hashed` have. Defaults to 32. */
  readonly hashingDim?: number | undefined;
  /** How many bins the kind `float_discretized` has. Defaults to 32. */
  readonly numDiscretizationBins?: number | undefined;
}

/** Whether features come together or apart. */
export type OutputMode = "concat" | "dict";

/** What a FeatureSpace gives: one tensor, or one for each feature and cross. */
export type Encoded<T, M extends OutputMode> = M extends "dict" ? Record<string, T> : T;

type Encode<N extends string, M extends OutputMode> = (
  data: Readonly<Record<N, unknown>> | Frame,
) => Encoded<Tensor, M>;

export interface FeatureSpace<N extends string = string, M extends OutputMode = "concat">
  extends Encode<N, M> {}

const OWNER = "FeatureSpace";

// a base of its own, so that private fields land on the function
abstract class CallableEncoder {
  constructor() {
    // biome-ignore lint/correctness/noConstructorReturn: the instance is a function
    return makeCallable<this>(this, (self, data) => self.encode(data));
  }

  protected abstract encode(data: unknown): unknown;
}

/**
 * Prepares the columns of a table for a model in one step: each is normalized, discretized, indexed or
 * hashed, crossed with others, and all are put together (`keras.utils.FeatureSpace`). Called like a function
 * on a record of columns, in `tf.data` map, or in a model by `getInputs` and `getEncodedFeatures`.
 *
 * The result is float32 [batch, width], features by name and then crosses by name; with
 * `outputMode: "dict"` a record of tensors. Throws when a feature is missing, or before `adapt` where one
 * has to learn.
 *
 * @example
 * import { FeatureSpace } from "preplab";
 * const space = new FeatureSpace<string, M>({
 *   features: { age: "float", city: FeatureSpace.stringCategorical() },
 * });
 * await space.adapt({ age: [30, 40], city: ["Oslo", "Rome"] });
 * space({ age: [35], city: ["Oslo"] }).print();
 * // Tensor
 * //      [[35, 0, 0, 1],]
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: gives the class its call signature
export class FeatureSpace<
  N extends string = string,
  M extends OutputMode = "concat",
> extends CallableEncoder {
  static readonly className = OWNER;
  static readonly float = kinds.float;
  static readonly floatRescaled = kinds.floatRescaled;
  static readonly floatNormalized = kinds.floatNormalized;
  static readonly floatDiscretized = kinds.floatDiscretized;
  static readonly integerCategorical = kinds.integerCategorical;
  static readonly stringCategorical = kinds.stringCategorical;
  static readonly integerHashed = kinds.integerHashed;
  static readonly stringHashed = kinds.stringHashed;
  /** A feature prepared by a layer of one's own. */
  static readonly feature = feature;

  /** Features to be hashed together. */
  static cross(options: {
    readonly featureNames: readonly string[];
    readonly crossingDim: number;
    readonly outputMode?: FeatureMode | undefined;
  }): FeatureCross {
    const { featureNames, crossingDim, outputMode = "one_hot" } = options;
    return {
      featureNames: [...featureNames],
      crossingDim: requireCount(OWNER, "crossingDim", crossingDim),
      outputMode: choose(OWNER, "outputMode", outputMode, ["one_hot", "int"]),
    };
  }

  readonly features: Readonly<Record<string, Feature>>;
  readonly crosses: readonly FeatureCross[];
  readonly outputMode: M;
  /** The layer of each feature. */
  readonly preprocessors: Readonly<Record<string, Feature["preprocessor"]>>;
  /** The layer of each cross, under the names of its features joined by `_X_`. */
  readonly crossers: Readonly<Record<string, HashedCrossing>>;
  #isAdapted = false;
  #inputs: Record<string, SymbolicTensor> | undefined;
  #encoded: Encoded<SymbolicTensor, M> | undefined;
  readonly #encoders = new Map<string, CategoryEncoding>();

  constructor(options: FeatureSpaceOptions<N, M>) {
    super();
    const { features, outputMode = "concat", crosses } = options ?? {};
    const names = Object.keys(features ?? {});
    if (names.length === 0) {
      throw new Error(`${OWNER}: features must name at least one. Received: ${received(features)}`);
    }
    const defaults = {
      hashingDim: requireCount(OWNER, "hashingDim", options.hashingDim ?? 32),
      numDiscretizationBins: requireCount(
        OWNER,
        "numDiscretizationBins",
        options.numDiscretizationBins ?? 32,
      ),
    };
    const crossingDim = requireCount(OWNER, "crossingDim", options.crossingDim ?? 32);
    this.outputMode = choose(OWNER, "outputMode", outputMode, ["concat", "dict"]) as M;
    const read = (name: string): Feature => {
      const given: Feature | FeatureKind = features[name as N]; // one of its own keys
      return typeof given === "object" && given !== null && "preprocessor" in given
        ? given
        : featureOfKind(OWNER, name, given, defaults);
    };
    this.features = record(names, read);
    this.crosses = (crosses ?? []).map((cross) => readCross(cross, names, crossingDim));
    this.preprocessors = record(names, (name) => this.features[name]!.preprocessor);
    this.crossers = Object.fromEntries(
      this.crosses.map((cross) => {
        const numBins = cross.crossingDim;
        return [nameOfCross(cross), new HashedCrossing({ numBins })];
      }),
    );
    this.#isAdapted = this.#adaptable().length === 0;
  }

  /**
   * Has every feature learn what it needs, anew: from columns of equal length, from a data frame of danfo.js,
   * Polars, Arquero, Arrow or flechette, or from a dataset of records, or of `{ xs, ys }` with records `xs`, read
   * once for each feature that learns.
   */
  async adapt(data: FeatureData): Promise<void> {
    if (!("forEachAsync" in data)) requireRecord(OWNER, data);
    for (const name of this.#adaptable()) {
      const { dtype, preprocessor } = this.features[name]!;
      const layer = preprocessor as unknown as { adapt(batches: unknown): Promise<void> }; // it is one of those
      await layer.adapt(() => featureBatches(OWNER, data, name, dtype));
    }
    this.#isAdapted = true;
    this.#encoders.clear();
    this.#encoded = undefined;
  }

  /** The symbolic inputs of a model, one of shape [1] for each feature. */
  getInputs(): Record<string, SymbolicTensor> {
    this.#inputs ??= record(Object.keys(this.features), (name) =>
      tf.input({ shape: [1], dtype: this.features[name]!.dtype, name: name.replace(/\W/g, "_") }),
    );
    return this.#inputs;
  }

  /** What becomes of `getInputs()`, to build a model on. */
  getEncodedFeatures(): Encoded<SymbolicTensor, M> {
    this.#requireAdapted();
    this.#encoded ??= this.#merge(this.getInputs()) as Encoded<SymbolicTensor, M>; // as outputMode says
    return this.#encoded;
  }

  /** Everything that makes this space, and what it learnt, as plain data that survives JSON. */
  getConfig(): serialization.ConfigDict {
    const features = Object.entries(this.features).map(([name, { dtype, outputMode, ...rest }]) => {
      const { preprocessor } = rest;
      const layer = { className: preprocessor.getClassName(), config: preprocessor.getConfig() };
      return { feature: name, dtype, outputMode, preprocessor: layer };
    });
    return {
      features: protect(features),
      crosses: protect(this.crosses),
      outputMode: this.outputMode,
      isAdapted: this.#isAdapted,
    };
  }

  /** The space of a config, as it was, with what it had learnt. */
  static fromConfig<M extends OutputMode = "concat">(
    config: serialization.ConfigDict,
  ): FeatureSpace<string, M> {
    const stored = unprotect(config.features) as ({ feature: string } & Feature)[]; // as written
    const features = stored.map(({ feature: name, dtype, outputMode, preprocessor }) => {
      const serialized = preprocessor as unknown as Record<string, unknown>; // a class name and a config
      return [name, feature({ dtype, outputMode, preprocessor: deserializeLayer(serialized) })];
    });
    const space = new FeatureSpace<string, M>({
      features: record(
        features.map(([name]) => name as string),
        (name) => features.find(([each]) => each === name)![1] as Feature,
      ),
      crosses: unprotect(config.crosses) as FeatureCross[], // as written
      outputMode: config.outputMode as M, // checked there
    });
    space.#isAdapted = config.isAdapted === true;
    return space;
  }

  override toString(): string {
    const { outputMode, crosses } = this;
    const facts = { features: Object.keys(this.features), crosses: crosses.length, outputMode };
    const shown = Object.entries(facts).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
    return `${OWNER}(${shown.join(", ")})`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  #adaptable(): string[] {
    return Object.keys(this.features).filter((name) => isAdaptable(this.features[name]!));
  }

  #requireAdapted(): void {
    if (this.#isAdapted) return;
    throw new Error(
      `${OWNER}: adapt must be called first, for ${this.#adaptable().join(", ")}. ` +
        "Received: a call before it",
    );
  }

  protected override encode(data: unknown): Encoded<Tensor, M> {
    this.#requireAdapted();
    const columns = requireRecord(OWNER, data);
    const read = columnReader(columns);
    // a frame has other columns, and fields of its own
    for (const name of read === undefined ? Object.keys(columns) : []) {
      if (Object.hasOwn(this.features, name)) continue;
      throw new Error(
        `${OWNER}: expected the features ${Object.keys(this.features).join(", ")}. ` +
          `Received: ${received(name)}`,
      );
    }
    return tf.tidy(() => {
      let isOne = false;
      const tensors = record(Object.keys(this.features), (name) => {
        const value = read === undefined ? columns[name] : read(name);
        const column = featureTensor(OWNER, name, value, this.features[name]!.dtype);
        isOne ||= column.isOne;
        return column.tensor;
      });
      const merged = this.#merge(tensors);
      const unbatch = (tensor: Tensor): Tensor =>
        isOne && tensor.shape[0] === 1 && tensor.rank > 1 ? tf.squeeze(tensor, [0]) : tensor;
      if (merged instanceof tf.Tensor) return unbatch(merged);
      return record(Object.keys(merged), (name) => unbatch(merged[name]!));
    }) as Encoded<Tensor, M>; // as outputMode says
  }

  #merge<T extends Tensor | SymbolicTensor>(
    inputs: Readonly<Record<string, T>>,
  ): T | Record<string, T> {
    const apply = (layer: LayerCall, input: T | T[]): T => layer(input as Tensor) as unknown as T; // alike in and out
    const names = Object.keys(this.features).sort(compareUtf8);
    const values = record(names, (name) => apply(this.preprocessors[name]!, inputs[name]!));
    const outputs: [string, T][] = names.map((name) => [
      name,
      this.#finish(name, this.features[name]!, values[name]!, apply),
    ]);
    const crosses = [...this.crosses].sort((a, b) => compareUtf8(nameOfCross(a), nameOfCross(b)));
    for (const cross of crosses) {
      const name = nameOfCross(cross);
      const crossed = apply(
        this.crossers[name]!,
        cross.featureNames.map((each) => values[each]!),
      );
      outputs.push([name, this.#finish(name, cross, crossed, apply)]);
    }
    if (this.outputMode === "dict") return Object.fromEntries(outputs);
    if (outputs.length === 1) return outputs[0]![1];
    const parts = outputs.map(([, output]) => output);
    return parts[0] instanceof tf.Tensor
      ? (tf.concat(parts as Tensor[], -1) as unknown as T) // tensors in, a tensor out
      : (tf.layers.concatenate({ axis: -1 }).apply(parts as SymbolicTensor[]) as unknown as T);
  }

  #finish<T>(
    name: string,
    { outputMode }: { readonly outputMode: FeatureMode },
    value: T,
    apply: (layer: LayerCall, input: T) => T,
  ): T {
    if (outputMode === "float") return value;
    if (outputMode === "int") {
      if (this.outputMode === "dict") return value;
      throw new Error(
        `${OWNER}: the feature ${received(name)} is not encoded and cannot be put together with ` +
          'others; take outputMode "dict". Received: outputMode "concat"',
      );
    }
    let encoder = this.#encoders.get(name);
    if (encoder === undefined) {
      const layer = this.preprocessors[name] ?? this.crossers[name]!;
      const numTokens = cardinalityOf(OWNER, name, layer);
      encoder = new CategoryEncoding({ numTokens, outputMode: "multi_hot" });
      this.#encoders.set(name, encoder);
    }
    return apply(encoder, value);
  }
}

function nameOfCross({ featureNames }: FeatureCross): string {
  return featureNames.join("_X_");
}

function readCross(
  cross: readonly string[] | FeatureCross,
  known: readonly string[],
  crossingDim: number,
): FeatureCross {
  const read: FeatureCross =
    "featureNames" in cross
      ? FeatureSpace.cross(cross)
      : FeatureSpace.cross({ featureNames: cross, crossingDim });
  const unknown = read.featureNames.filter((name) => !known.includes(name));
  if (unknown.length === 0 && read.featureNames.length >= 2) return read;
  throw new Error(
    `${OWNER}: a cross must name at least two of ${known.join(", ")}. ` +
      `Received: ${received(read.featureNames)}`,
  );
}

// unlike an object literal, takes __proto__ for a name
function record<T>(names: readonly string[], read: (name: string) => T): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, read(name)]));
}
