import type { layers as tfLayers } from "@tensorflow/tfjs";
import {
  FeatureSpace,
  type FeatureSpaceOptions,
  type OutputMode,
} from "../features/feature-space.js";
import "./activations.js";
import { tf } from "../tensorflow.js";
import { MelSpectrogram, type MelSpectrogramOptions } from "./audio/mel-spectrogram.js";
import { STFTSpectrogram, type STFTSpectrogramOptions } from "./audio/stft-spectrogram.js";
import { callable } from "./base/callable.js";
import type { LayerCall } from "./base/layer-call.js";
import { deserializeLayer } from "./base/register-layer.js";
import { Reshape, type ReshapeOptions } from "./core/reshape.js";
import { AugMix, type AugMixOptions } from "./image/aug-mix.js";
import { AutoContrast, type AutoContrastOptions } from "./image/auto-contrast.js";
import { CenterCrop, type CenterCropOptions } from "./image/center-crop.js";
import {
  ContrastLimitedAdaptiveHistogramEqualization,
  type ContrastLimitedAdaptiveHistogramEqualizationOptions,
} from "./image/contrast-limited-adaptive-histogram-equalization.js";
import { CutMix, type CutMixOptions } from "./image/cut-mix.js";
import { Equalization, type EqualizationOptions } from "./image/equalization.js";
import {
  MaxNumBoundingBoxes,
  type MaxNumBoundingBoxesOptions,
} from "./image/max-num-bounding-boxes.js";
import { MixUp, type MixUpOptions } from "./image/mix-up.js";
import { RandAugment, type RandAugmentOptions } from "./image/rand-augment.js";
import { RandomBrightness, type RandomBrightnessOptions } from "./image/random-brightness.js";
import {
  RandomColorDegeneration,
  type RandomColorDegenerationOptions,
} from "./image/random-color-degeneration.js";
import { RandomColorJitter, type RandomColorJitterOptions } from "./image/random-color-jitter.js";
import { RandomContrast, type RandomContrastOptions } from "./image/random-contrast.js";
import { RandomCrop, type RandomCropOptions } from "./image/random-crop.js";
import {
  RandomElasticTransform,
  type RandomElasticTransformOptions,
} from "./image/random-elastic-transform.js";
import { RandomErasing, type RandomErasingOptions } from "./image/random-erasing.js";
import { RandomFlip, type RandomFlipOptions } from "./image/random-flip.js";
import {
  RandomGaussianBlur,
  type RandomGaussianBlurOptions,
} from "./image/random-gaussian-blur.js";
import { RandomGrayscale, type RandomGrayscaleOptions } from "./image/random-grayscale.js";
import { RandomHeight, type RandomHeightOptions } from "./image/random-height.js";
import { RandomHue, type RandomHueOptions } from "./image/random-hue.js";
import { RandomInvert, type RandomInvertOptions } from "./image/random-invert.js";
import { RandomPerspective, type RandomPerspectiveOptions } from "./image/random-perspective.js";
import {
  RandomPosterization,
  type RandomPosterizationOptions,
} from "./image/random-posterization.js";
import { RandomRotation, type RandomRotationOptions } from "./image/random-rotation.js";
import { RandomSaturation, type RandomSaturationOptions } from "./image/random-saturation.js";
import { RandomSharpness, type RandomSharpnessOptions } from "./image/random-sharpness.js";
import { RandomShear, type RandomShearOptions } from "./image/random-shear.js";
import { RandomTranslation, type RandomTranslationOptions } from "./image/random-translation.js";
import { RandomWidth, type RandomWidthOptions } from "./image/random-width.js";
import { RandomZoom, type RandomZoomOptions } from "./image/random-zoom.js";
import { Resizing, type ResizingOptions } from "./image/resizing.js";
import { Solarization, type SolarizationOptions } from "./image/solarization.js";
import { CategoryEncoding, type CategoryEncodingOptions } from "./lookup/category-encoding.js";
import { HashedCrossing, type HashedCrossingOptions } from "./lookup/hashed-crossing.js";
import { Hashing, type HashingOptions } from "./lookup/hashing.js";
import { IntegerLookup, type IntegerLookupOptions } from "./lookup/integer-lookup.js";
import { StringLookup, type StringLookupOptions } from "./lookup/string-lookup.js";
import { Discretization, type DiscretizationOptions } from "./numeric/discretization.js";
import { Normalization, type NormalizationOptions } from "./numeric/normalization.js";
import { Rescaling, type RescalingOptions } from "./numeric/rescaling.js";
import { Pipeline, type PipelineOptions } from "./pipeline.js";
import {
  GlobalAveragePooling1D,
  type GlobalAveragePooling1DOptions,
} from "./pooling/global-average-pooling-1d.js";
import { Bidirectional, type BidirectionalOptions } from "./recurrent/bidirectional.js";
import { GRU, type GRUOptions } from "./recurrent/gru.js";
import { GRUCell, type GRUCellOptions } from "./recurrent/gru-cell.js";
import type { TextVectorizationOptions } from "./text/text-options.js";
import { type RaggedTextVectorization, TextVectorization } from "./text/text-vectorization.js";

const own = {
  /** See `GRU`. */
  gru: (options: GRUOptions): GRU & LayerCall => callable(new GRU(options)),
  /** See `GRUCell`. */
  gruCell: (options: GRUCellOptions): GRUCell => new GRUCell(options),
  /** See `Bidirectional`. */
  bidirectional: (options: BidirectionalOptions): Bidirectional & LayerCall =>
    callable(new Bidirectional(options)),
  /** See `Reshape`. */
  reshape: (options: ReshapeOptions): Reshape & LayerCall => callable(new Reshape(options)),
  /** See `GlobalAveragePooling1D`. */
  globalAveragePooling1d: (
    options?: GlobalAveragePooling1DOptions,
  ): GlobalAveragePooling1D & LayerCall => callable(new GlobalAveragePooling1D(options)),
  /** See `FeatureSpace`. */
  featureSpace: <N extends string, M extends OutputMode = "concat">(
    options: FeatureSpaceOptions<N, M>,
  ): FeatureSpace<N, M> => new FeatureSpace(options),
  /** See `STFTSpectrogram`. */
  stftSpectrogram: (options?: STFTSpectrogramOptions): STFTSpectrogram =>
    new STFTSpectrogram(options),
  /** See `MelSpectrogram`. */
  melSpectrogram: (options?: MelSpectrogramOptions): MelSpectrogram => new MelSpectrogram(options),
  /** See `AugMix`. */
  augMix: (options?: AugMixOptions): AugMix => new AugMix(options),
  /** See `RandAugment`. */
  randAugment: (options?: RandAugmentOptions): RandAugment => new RandAugment(options),
  /** See `ContrastLimitedAdaptiveHistogramEqualization`. */
  contrastLimitedAdaptiveHistogramEqualization: (
    options?: ContrastLimitedAdaptiveHistogramEqualizationOptions,
  ): ContrastLimitedAdaptiveHistogramEqualization =>
    new ContrastLimitedAdaptiveHistogramEqualization(options),
  /** See `RandomElasticTransform`. */
  randomElasticTransform: (options?: RandomElasticTransformOptions): RandomElasticTransform =>
    new RandomElasticTransform(options),
  /** See `RandomErasing`. */
  randomErasing: (options?: RandomErasingOptions): RandomErasing => new RandomErasing(options),
  /** See `CutMix`. */
  cutMix: (options?: CutMixOptions): CutMix => new CutMix(options),
  /** See `MixUp`. */
  mixUp: (options?: MixUpOptions): MixUp => new MixUp(options),
  /** See `RandomFlip`. */
  randomFlip: (options?: RandomFlipOptions): RandomFlip => new RandomFlip(options),
  /** See `RandomZoom`. */
  randomZoom: (options: RandomZoomOptions): RandomZoom => new RandomZoom(options),
  /** See `RandomTranslation`. */
  randomTranslation: (options: RandomTranslationOptions): RandomTranslation =>
    new RandomTranslation(options),
  /** See `RandomShear`. */
  randomShear: (options?: RandomShearOptions): RandomShear => new RandomShear(options),
  /** See `Resizing`. */
  resizing: (options: ResizingOptions): Resizing => new Resizing(options),
  /** See `CenterCrop`. */
  centerCrop: (options: CenterCropOptions): CenterCrop => new CenterCrop(options),
  /** See `RandomCrop`. */
  randomCrop: (options: RandomCropOptions): RandomCrop => new RandomCrop(options),
  /** See `RandomContrast`. */
  randomContrast: (options: RandomContrastOptions): RandomContrast => new RandomContrast(options),
  /** See `RandomBrightness`. */
  randomBrightness: (options: RandomBrightnessOptions): RandomBrightness =>
    new RandomBrightness(options),
  /** See `RandomGrayscale`. */
  randomGrayscale: (options?: RandomGrayscaleOptions): RandomGrayscale =>
    new RandomGrayscale(options),
  /** See `RandomColorDegeneration`. */
  randomColorDegeneration: (options: RandomColorDegenerationOptions): RandomColorDegeneration =>
    new RandomColorDegeneration(options),
  /** See `RandomInvert`. */
  randomInvert: (options?: RandomInvertOptions): RandomInvert => new RandomInvert(options),
  /** See `Solarization`. */
  solarization: (options?: SolarizationOptions): Solarization => new Solarization(options),
  /** See `AutoContrast`. */
  autoContrast: (options?: AutoContrastOptions): AutoContrast => new AutoContrast(options),
  /** See `RandomPosterization`. */
  randomPosterization: (options: RandomPosterizationOptions): RandomPosterization =>
    new RandomPosterization(options),
  /** See `Equalization`. */
  equalization: (options?: EqualizationOptions): Equalization => new Equalization(options),
  /** See `RandomPerspective`. */
  randomPerspective: (options?: RandomPerspectiveOptions): RandomPerspective =>
    new RandomPerspective(options),
  /** See `RandomHeight`. */
  randomHeight: (options: RandomHeightOptions): RandomHeight => new RandomHeight(options),
  /** See `RandomWidth`. */
  randomWidth: (options: RandomWidthOptions): RandomWidth => new RandomWidth(options),
  /** See `RandomRotation`. */
  randomRotation: (options: RandomRotationOptions): RandomRotation => new RandomRotation(options),
  /** See `CategoryEncoding`. */
  categoryEncoding: (options: CategoryEncodingOptions): CategoryEncoding =>
    new CategoryEncoding(options),
  /** See `Discretization`. */
  discretization: (options: DiscretizationOptions): Discretization => new Discretization(options),
  /** See `HashedCrossing`. */
  hashedCrossing: (options: HashedCrossingOptions): HashedCrossing => new HashedCrossing(options),
  /** See `Hashing`. */
  hashing: (options: HashingOptions): Hashing => new Hashing(options),
  /** See `IntegerLookup`. */
  integerLookup: (options?: IntegerLookupOptions): IntegerLookup => new IntegerLookup(options),
  /** See `Normalization`. */
  normalization: (options?: NormalizationOptions): Normalization => new Normalization(options),
  /** See `Rescaling`. */
  rescaling: (options: RescalingOptions): Rescaling => new Rescaling(options),
  /** See `StringLookup`. */
  stringLookup: (options?: StringLookupOptions): StringLookup => new StringLookup(options),
  /** See `RandomHue`. */
  randomHue: (options: RandomHueOptions): RandomHue => new RandomHue(options),
  /** See `RandomSaturation`. */
  randomSaturation: (options: RandomSaturationOptions): RandomSaturation =>
    new RandomSaturation(options),
  /** See `RandomSharpness`. */
  randomSharpness: (options: RandomSharpnessOptions): RandomSharpness =>
    new RandomSharpness(options),
  /** See `RandomGaussianBlur`. */
  randomGaussianBlur: (options?: RandomGaussianBlurOptions): RandomGaussianBlur =>
    new RandomGaussianBlur(options),
  /** See `RandomColorJitter`. */
  randomColorJitter: (options?: RandomColorJitterOptions): RandomColorJitter =>
    new RandomColorJitter(options),
  /** See `MaxNumBoundingBoxes`. */
  maxNumBoundingBoxes: (options: MaxNumBoundingBoxesOptions): MaxNumBoundingBoxes =>
    new MaxNumBoundingBoxes(options),
  /** See `Pipeline`. */
  pipeline: (options: PipelineOptions): Pipeline => new Pipeline(options),
  textVectorization,
  deserialize: deserializeLayer,
};

/** See `TextVectorization`. */
function textVectorization(
  options: TextVectorizationOptions & { readonly ragged: true },
): RaggedTextVectorization;
function textVectorization(options?: TextVectorizationOptions): TextVectorization;
function textVectorization(options?: TextVectorizationOptions): TextVectorization {
  return new TextVectorization(options);
}

type TfFactories = typeof tf.layers;

type Callable<F> = F extends (...args: infer A) => infer L
  ? L extends tfLayers.Layer
    ? (...args: A) => L & LayerCall
    : F
  : F;

/** Every factory of `tf.layers`, its layers callable, and preplab's own in place of tfjs's. */
export type Layers = Omit<
  { readonly [K in keyof TfFactories]: Callable<TfFactories[K]> },
  keyof typeof own
> &
  Readonly<typeof own>;

/**
 * All layers by their Keras names in camelCase: preplab's preprocessing layers and every layer of tfjs. Each
 * is called like a function, on symbolic tensors, tensors and plain values.
 *
 * @example
 * import { layers, tf } from "preplab";
 * const dense = layers.dense({ units: 1, kernelInitializer: "ones" });
 * dense([[1, 2]]).print();
 * // Tensor
 * //      [[3],]
 * console.log(dense(tf.input({ shape: [2] })).shape); // [ null, 1 ]
 */
export const layers: Layers = Object.freeze({ ...callableFactories(), ...own }) as Layers; // tfjs's names, own types

function callableFactories(): Record<string, unknown> {
  const factories: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(tf.layers)) {
    factories[name] = isFactory(name, value) ? makesCallable(value) : value;
  }
  return factories;
}

// classes start with a capital; `input` gives a symbolic tensor
function isFactory(name: string, value: unknown): value is (...args: unknown[]) => unknown {
  return typeof value === "function" && /^[a-z]/.test(name) && name !== "input";
}

function makesCallable(factory: (...args: unknown[]) => unknown): (...args: unknown[]) => unknown {
  return (...args) => {
    const layer = factory(...args);
    return layer instanceof tf.layers.Layer ? callable(layer) : layer;
  };
}
