import type { layers as tfLayers } from "@tensorflow/tfjs";
import { choose } from "../layers/base/choose.js";
import type { LayerCall } from "../layers/base/layer-call.js";
import { Hashing } from "../layers/lookup/hashing.js";
import { IntegerLookup } from "../layers/lookup/integer-lookup.js";
import { StringLookup } from "../layers/lookup/string-lookup.js";
import { Discretization } from "../layers/numeric/discretization.js";
import { Normalization } from "../layers/numeric/normalization.js";
import { Rescaling } from "../layers/numeric/rescaling.js";
import { received } from "../received.js";
import { tf } from "../tensorflow.js";

/** The type of a feature's values. */
export type FeatureDtype = "float32" | "int32" | "string";

/** How a feature is encoded at last: as the number it is, one-hot, or as an index. */
export type FeatureMode = "float" | "one_hot" | "int";

/** One input of a FeatureSpace with the layer that prepares it. */
export interface Feature {
  readonly dtype: FeatureDtype;
  readonly preprocessor: tfLayers.Layer & LayerCall;
  readonly outputMode: FeatureMode;
}

/** Features hashed together, so that each combination of their values is a value of its own. */
export interface FeatureCross {
  readonly featureNames: readonly string[];
  readonly crossingDim: number;
  readonly outputMode: FeatureMode;
}

/** A feature by the name of its kind, with the defaults of that kind. */
export type FeatureKind =
  | "float"
  | "float_rescaled"
  | "float_normalized"
  | "float_discretized"
  | "integer_categorical"
  | "string_categorical"
  | "integer_hashed"
  | "string_hashed";

/** What the kinds of features without options of their own take from the FeatureSpace. */
export interface FeatureDefaults {
  readonly hashingDim: number;
  readonly numDiscretizationBins: number;
}

/** Options of an indexed feature. */
export interface CategoricalOptions {
  readonly maxTokens?: number | null | undefined;
  readonly numOovIndices?: number | undefined;
  readonly outputMode?: FeatureMode | undefined;
  readonly name?: string | undefined;
}

/** Options of a hashed feature. */
export interface HashedOptions {
  readonly numBins: number;
  readonly outputMode?: FeatureMode | undefined;
  readonly name?: string | undefined;
}

const MODES = ["float", "one_hot", "int"] as const;

/** A feature prepared by any layer. Throws for an unknown dtype or mode, or what is no layer. */
export function feature(options: {
  readonly dtype: FeatureDtype;
  readonly preprocessor: tfLayers.Layer;
  readonly outputMode: FeatureMode;
}): Feature {
  const { dtype, preprocessor, outputMode } = options;
  if (!(preprocessor instanceof tf.layers.Layer)) {
    throw new Error(`Feature: preprocessor must be a layer. Received: ${received(preprocessor)}`);
  }
  return {
    dtype: choose("Feature", "dtype", dtype, ["float32", "int32", "string"]),
    preprocessor: preprocessor as Feature["preprocessor"], // every layer here is callable
    outputMode: choose("Feature", "outputMode", outputMode, MODES),
  };
}

const nameOf = (name: string | undefined): { name?: string } =>
  name === undefined ? {} : { name: `${name.replace(/\W/g, "_")}_preprocessor` };

/** The kinds of features, each a function from its options. */
export const kinds = {
  float: ({ name }: { readonly name?: string | undefined } = {}): Feature =>
    feature({
      dtype: "float32",
      preprocessor: new Rescaling({ scale: 1, ...nameOf(name) }),
      outputMode: "float",
    }),
  floatRescaled: ({
    scale = 1,
    offset = 0,
    name,
  }: {
    readonly scale?: number | undefined;
    readonly offset?: number | undefined;
    readonly name?: string | undefined;
  } = {}): Feature =>
    feature({
      dtype: "float32",
      preprocessor: new Rescaling({ scale, offset, ...nameOf(name) }),
      outputMode: "float",
    }),
  floatNormalized: ({ name }: { readonly name?: string | undefined } = {}): Feature =>
    feature({
      dtype: "float32",
      preprocessor: new Normalization({ axis: -1, ...nameOf(name) }),
      outputMode: "float",
    }),
  floatDiscretized: ({
    numBins,
    binBoundaries,
    outputMode = "one_hot",
    name,
  }: {
    readonly numBins?: number | undefined;
    readonly binBoundaries?: readonly number[] | undefined;
    readonly outputMode?: FeatureMode | undefined;
    readonly name?: string | undefined;
  }): Feature =>
    feature({
      dtype: "float32",
      preprocessor: new Discretization({
        ...(binBoundaries === undefined ? { numBins } : { binBoundaries }),
        ...nameOf(name),
      }),
      outputMode,
    }),
  integerCategorical: (options: CategoricalOptions = {}): Feature => {
    const { outputMode = "one_hot", name, ...rest } = options;
    const preprocessor = new IntegerLookup({ ...rest, ...nameOf(name) });
    return feature({ dtype: "int32", preprocessor, outputMode });
  },
  stringCategorical: (options: CategoricalOptions = {}): Feature => {
    const { outputMode = "one_hot", name, ...rest } = options;
    const preprocessor = new StringLookup({ ...rest, ...nameOf(name) });
    return feature({ dtype: "string", preprocessor, outputMode });
  },
  integerHashed: ({ numBins, outputMode = "one_hot", name }: HashedOptions): Feature =>
    feature({
      dtype: "int32",
      preprocessor: new Hashing({ numBins, ...nameOf(name) }),
      outputMode,
    }),
  stringHashed: ({ numBins, outputMode = "one_hot", name }: HashedOptions): Feature =>
    feature({
      dtype: "string",
      preprocessor: new Hashing({ numBins, ...nameOf(name) }),
      outputMode,
    }),
};

/** The feature that the name of a kind stands for. Throws, naming `owner`, for a name that is none. */
export function featureOfKind(
  owner: string,
  name: string,
  kind: unknown,
  { hashingDim, numDiscretizationBins }: FeatureDefaults,
): Feature {
  switch (typeof kind === "string" ? kind.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`) : kind) {
    case "float":
      return kinds.float({ name });
    case "float_rescaled":
      return kinds.floatRescaled({ name });
    case "float_normalized":
      return kinds.floatNormalized({ name });
    case "float_discretized":
      return kinds.floatDiscretized({ name, numBins: numDiscretizationBins });
    case "integer_categorical":
      return kinds.integerCategorical({ name });
    case "string_categorical":
      return kinds.stringCategorical({ name });
    case "integer_hashed":
      return kinds.integerHashed({ name, numBins: hashingDim });
    case "string_hashed":
      return kinds.stringHashed({ name, numBins: hashingDim });
    default:
      throw new Error(
        `${owner}: feature ${received(name)} must be a feature or the name of a kind, e.g. ` +
          `float_normalized. Received: ${received(kind)}`,
      );
  }
}
