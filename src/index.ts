import { adjustBrightness } from "./ops/adjust-brightness.js";
import { adjustContrast } from "./ops/adjust-contrast.js";
import { adjustHue } from "./ops/adjust-hue.js";
import { adjustSaturation } from "./ops/adjust-saturation.js";
import { autoContrast } from "./ops/auto-contrast.js";
import { binIndices } from "./ops/bin-indices.js";
import { clipBoxes, cropBoxes, scaleBoxes, warpBoxes } from "./ops/box-batch.js";
import { clahe } from "./ops/clahe.js";
import { convertBoxes } from "./ops/convert-boxes.js";
import { crop } from "./ops/crop.js";
import { crossHash } from "./ops/cross-hash.js";
import { depthwiseFilter } from "./ops/depthwise-filter.js";
import { encode } from "./ops/encode.js";
import { equalize } from "./ops/equalize.js";
import { fingerprint64, fingerprintBucket } from "./ops/fingerprint64.js";
import { flip } from "./ops/flip.js";
import { gaussianKernel } from "./ops/gaussian-kernel.js";
import { blendGrayscale } from "./ops/grayscale.js";
import { homography } from "./ops/homography.js";
import { mapCoordinates } from "./ops/map-coordinates.js";
import { melMatrix } from "./ops/mel-matrix.js";
import { mixRows } from "./ops/mix-rows.js";
import { momentsOf } from "./ops/moments.js";
import { ngrams } from "./ops/ngrams.js";
import { posterize } from "./ops/posterize.js";
import { projectiveTransform } from "./ops/projective-transform.js";
import { sketchOf } from "./ops/quantile-sketch.js";
import { realFft } from "./ops/real-fft.js";
import { replaceBoxes } from "./ops/replace-boxes.js";
import { resize } from "./ops/resize.js";
import { rotationMatrices } from "./ops/rotation-matrix.js";
import { sharpen } from "./ops/sharpen.js";
import { siphash, siphashBucket } from "./ops/siphash.js";
import { solarize } from "./ops/solarize.js";
import { splitText } from "./ops/split-text.js";
import { standardizeText } from "./ops/standardize-text.js";
import { compareUtf8 } from "./ops/utf8.js";
import { windowFunction } from "./ops/window-function.js";
import { zoomMatrices } from "./ops/zoom-matrix.js";

export { applications } from "./applications/applications.js";
export type { ResNet50Options } from "./applications/resnet50-options.js";
export { type BackendName, backend, ready } from "./backend/select.js";
export { ByteExamples, type ByteExamplesOptions } from "./byte-examples.js";
export * as data from "./data/namespace.js";
export type {
  Cifar10,
  Cifar10Options,
  SyntheticOptions,
} from "./datasets/cifar10.js";
export { datasets } from "./datasets/datasets.js";
export type { DownloadProgress } from "./datasets/download.js";
export type {
  ImageDatasetOptions,
  ImageLabelBatch,
  LabelledImages,
} from "./datasets/labelled-images.js";
export type {
  CategoricalOptions,
  Feature,
  FeatureCross,
  FeatureDtype,
  FeatureKind,
  FeatureMode,
  HashedOptions,
} from "./features/feature.js";
export type { FeatureData } from "./features/feature-batches.js";
export {
  type Encoded,
  FeatureSpace,
  type FeatureSpaceOptions,
  type OutputMode,
} from "./features/feature-space.js";
export { type LoadKerasOptions, loadKerasModel } from "./keras/load-keras-model.js";
export { type LoadKerasWeightsOptions, loadKerasWeights } from "./keras/load-keras-weights.js";
export { saveKerasModel } from "./keras/save-keras-model.js";
export {
  MelSpectrogram,
  type MelSpectrogramOptions,
} from "./layers/audio/mel-spectrogram.js";
export {
  STFTSpectrogram,
  type STFTSpectrogramOptions,
  type StftMode,
} from "./layers/audio/stft-spectrogram.js";
export type { AdaptData, AdaptOptions } from "./layers/base/adapt-batches.js";
export { callable } from "./layers/base/callable.js";
export type { Compat, CompatOptions } from "./layers/base/compat.js";
export type {
  CallOptions,
  Column,
  ColumnVector,
  LayerCall,
  LayerInput,
  NumberArray,
} from "./layers/base/layer-call.js";
export type { LayerOptions } from "./layers/base/layer-options.js";
export { type CallContext, PreprocessingLayer } from "./layers/base/preprocessing-layer.js";
export { registerLayer } from "./layers/base/register-layer.js";
export { Reshape, type ReshapeOptions } from "./layers/core/reshape.js";
export { type Layers, layers } from "./layers/factories.js";
export {
  AugMix,
  type AugMixDraw,
  type AugMixOptions,
  type ChainLink,
} from "./layers/image/aug-mix.js";
export {
  AutoContrast,
  type AutoContrastOptions,
} from "./layers/image/auto-contrast.js";
export type { BoundingBoxes, BoundingBoxTensors } from "./layers/image/bounding-boxes.js";
export {
  CenterCrop,
  type CenterCropOptions,
} from "./layers/image/center-crop.js";
export {
  ContrastLimitedAdaptiveHistogramEqualization,
  type ContrastLimitedAdaptiveHistogramEqualizationOptions,
} from "./layers/image/contrast-limited-adaptive-histogram-equalization.js";
export {
  CutMix,
  type CutMixDraw,
  type CutMixOptions,
} from "./layers/image/cut-mix.js";
export {
  Equalization,
  type EqualizationOptions,
} from "./layers/image/equalization.js";
export { ImageLayer, type ImageLayerOptions } from "./layers/image/image-layer.js";
export type { ImageSize } from "./layers/image/image-layout.js";
export type { ImageTargets, ImageTargetTensors } from "./layers/image/image-targets.js";
export {
  MaxNumBoundingBoxes,
  type MaxNumBoundingBoxesOptions,
} from "./layers/image/max-num-bounding-boxes.js";
export {
  MixUp,
  type MixUpDraw,
  type MixUpOptions,
} from "./layers/image/mix-up.js";
export {
  RandAugment,
  type RandAugmentDraw,
  type RandAugmentOptions,
} from "./layers/image/rand-augment.js";
export {
  type BrightnessDraw,
  RandomBrightness,
  type RandomBrightnessOptions,
} from "./layers/image/random-brightness.js";
export {
  type DegenerationDraw,
  RandomColorDegeneration,
  type RandomColorDegenerationOptions,
} from "./layers/image/random-color-degeneration.js";
export {
  type JitterDraw,
  RandomColorJitter,
  type RandomColorJitterOptions,
} from "./layers/image/random-color-jitter.js";
export {
  type ContrastDraw,
  RandomContrast,
  type RandomContrastOptions,
} from "./layers/image/random-contrast.js";
export {
  type CropDraw,
  RandomCrop,
  type RandomCropOptions,
} from "./layers/image/random-crop.js";
export {
  type ElasticDraw,
  RandomElasticTransform,
  type RandomElasticTransformOptions,
} from "./layers/image/random-elastic-transform.js";
export {
  type ErasingDraw,
  RandomErasing,
  type RandomErasingOptions,
} from "./layers/image/random-erasing.js";
export {
  type FlipMode,
  RandomFlip,
  type RandomFlipOptions,
} from "./layers/image/random-flip.js";
export {
  type BlurDraw,
  RandomGaussianBlur,
  type RandomGaussianBlurOptions,
} from "./layers/image/random-gaussian-blur.js";
export {
  type GrayscaleDraw,
  RandomGrayscale,
  type RandomGrayscaleOptions,
} from "./layers/image/random-grayscale.js";
export {
  RandomHeight,
  type RandomHeightOptions,
} from "./layers/image/random-height.js";
export {
  type HueDraw,
  RandomHue,
  type RandomHueOptions,
} from "./layers/image/random-hue.js";
export {
  type InvertDraw,
  RandomInvert,
  type RandomInvertOptions,
} from "./layers/image/random-invert.js";
export {
  type Perspective,
  RandomPerspective,
  type RandomPerspectiveOptions,
} from "./layers/image/random-perspective.js";
export {
  type PosterizationDraw,
  RandomPosterization,
  type RandomPosterizationOptions,
} from "./layers/image/random-posterization.js";
export {
  RandomRotation,
  type RandomRotationOptions,
  type Rotation,
} from "./layers/image/random-rotation.js";
export {
  RandomSaturation,
  type RandomSaturationOptions,
  type SaturationDraw,
} from "./layers/image/random-saturation.js";
export {
  RandomSharpness,
  type RandomSharpnessOptions,
  type SharpnessDraw,
} from "./layers/image/random-sharpness.js";
export {
  RandomShear,
  type RandomShearOptions,
  type Shear,
} from "./layers/image/random-shear.js";
export type { Stretch } from "./layers/image/random-stretch.js";
export {
  RandomTranslation,
  type RandomTranslationOptions,
  type Translation,
} from "./layers/image/random-translation.js";
export {
  RandomWidth,
  type RandomWidthOptions,
} from "./layers/image/random-width.js";
export {
  RandomZoom,
  type RandomZoomOptions,
  type Zoom,
} from "./layers/image/random-zoom.js";
export {
  Resizing,
  type ResizingOptions,
} from "./layers/image/resizing.js";
export {
  Solarization,
  type SolarizationDraw,
  type SolarizationOptions,
} from "./layers/image/solarization.js";
export {
  CategoryEncoding,
  type CategoryEncodingCall,
  type CategoryEncodingOptions,
} from "./layers/lookup/category-encoding.js";
export { HashedCrossing, type HashedCrossingOptions } from "./layers/lookup/hashed-crossing.js";
export { Hashing, type HashingOptions } from "./layers/lookup/hashing.js";
export { IndexLookup } from "./layers/lookup/index-lookup.js";
export {
  IntegerLookup,
  type IntegerLookupOptions,
  type OovMethod,
} from "./layers/lookup/integer-lookup.js";
export type { IndexLookupOptions, LookupMode } from "./layers/lookup/lookup-options.js";
export type { LookupState } from "./layers/lookup/lookup-state.js";
export type { LookupRow, LookupTable } from "./layers/lookup/lookup-table.js";
export { StringLookup, type StringLookupOptions } from "./layers/lookup/string-lookup.js";
export { Discretization, type DiscretizationOptions } from "./layers/numeric/discretization.js";
export { Normalization, type NormalizationOptions } from "./layers/numeric/normalization.js";
export type { NormalizationState } from "./layers/numeric/normalization-state.js";
export type { NumberOption } from "./layers/numeric/number-option.js";
export { Rescaling, type RescalingOptions } from "./layers/numeric/rescaling.js";
export type { DiscretizationState } from "./layers/numeric/sketches.js";
export { Pipeline, type PipelineOptions } from "./layers/pipeline.js";
export {
  GlobalAveragePooling1D,
  type GlobalAveragePooling1DOptions,
} from "./layers/pooling/global-average-pooling-1d.js";
export { Bidirectional, type BidirectionalOptions } from "./layers/recurrent/bidirectional.js";
export { GRU, type GRUOptions } from "./layers/recurrent/gru.js";
export { GRUCell, type GRUCellOptions } from "./layers/recurrent/gru-cell.js";
export {
  registerSplitter,
  registerStandardizer,
  type Splitter,
  type Standardizer,
} from "./layers/text/text-functions.js";
export type { TextVectorizationOptions } from "./layers/text/text-options.js";
export {
  type RaggedTextVectorization,
  TextVectorization,
} from "./layers/text/text-vectorization.js";
// its augmentation of tfjs has to be within reach of those who import this
export type { PredictArgs } from "./models/accept-plain-data.js";
export type { ModelAddress } from "./models/model-address.js";
export type { ModelData } from "./models/model-inputs.js";
export { models } from "./models/models.js";
export type { Prepended, PrependOptions } from "./models/prepend.js";
export type { BoxBatch, BoxChange } from "./ops/box-batch.js";
export type { BoxConversion, BoxFormat } from "./ops/convert-boxes.js";
export type { DenseArray, NumericArray, StringArray } from "./ops/dense-array.js";
export { type RaggedNumbers, RaggedTensor } from "./ragged-tensor.js";
export { setRandomSeed } from "./random/default-seed.js";
export { randomBeta } from "./random/random-beta.js";
export { randomGamma } from "./random/random-gamma.js";
export { randomIntegers } from "./random/random-integers.js";
export { randomNormal } from "./random/random-normal.js";
export { randomPermutation } from "./random/random-permutation.js";
export { SeedGenerator, type SeedPosition } from "./random/seed-generator.js";
export { tf } from "./tensorflow.js";

/** What the layers compute with: pure functions on typed arrays and strings. */
export const ops = {
  melMatrix,
  windowFunction,
  realFft,
  clipBoxes,
  convertBoxes,
  cropBoxes,
  scaleBoxes,
  warpBoxes,
  mixRows,
  replaceBoxes,
  mapCoordinates,
  clahe,
  binIndices,
  compareUtf8,
  crossHash,
  encode,
  fingerprint64,
  fingerprintBucket,
  flip,
  zoomMatrices,
  resize,
  crop,
  momentsOf,
  ngrams,
  adjustContrast,
  adjustBrightness,
  adjustHue,
  adjustSaturation,
  depthwiseFilter,
  gaussianKernel,
  sharpen,
  blendGrayscale,
  solarize,
  autoContrast,
  posterize,
  equalize,
  homography,
  projectiveTransform,
  rotationMatrices,
  siphash,
  siphashBucket,
  sketchOf,
  splitText,
  standardizeText,
} as const;
export { type LoadImageOptions, loadImage } from "./images/load-image.js";
