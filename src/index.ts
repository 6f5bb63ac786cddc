import { encode } from "./ops/encode.js";
import { fingerprint64, fingerprintBucket } from "./ops/fingerprint64.js";
import { projectiveTransform } from "./ops/projective-transform.js";
import { rotationMatrices } from "./ops/rotation-matrix.js";
import { siphash, siphashBucket } from "./ops/siphash.js";
import { compareUtf8 } from "./ops/utf8.js";

export { type BackendName, backend, ready } from "./backend/select.js";
export type { AdaptData, AdaptOptions } from "./layers/base/adapt-batches.js";
export { callable } from "./layers/base/callable.js";
export type {
  CallOptions,
  Column,
  LayerCall,
  LayerInput,
  NumberArray,
} from "./layers/base/layer-call.js";
export type { LayerOptions } from "./layers/base/layer-options.js";
export { type CallContext, PreprocessingLayer } from "./layers/base/preprocessing-layer.js";
export { registerLayer } from "./layers/base/register-layer.js";
export { type Layers, layers } from "./layers/factories.js";
export { ImageLayer, type ImageLayerOptions } from "./layers/image/image-layer.js";
export type { ImageSize } from "./layers/image/image-layout.js";
export type { ImageTargets, ImageTargetTensors } from "./layers/image/image-targets.js";
export {
  RandomRotation,
  type RandomRotationOptions,
  type Rotation,
} from "./layers/image/random-rotation.js";
export { IndexLookup } from "./layers/lookup/index-lookup.js";
export type { IndexLookupOptions, LookupMode } from "./layers/lookup/lookup-options.js";
export type { LookupState } from "./layers/lookup/lookup-state.js";
export type { LookupRow, LookupTable } from "./layers/lookup/lookup-table.js";
export { StringLookup, type StringLookupOptions } from "./layers/lookup/string-lookup.js";
export type { DenseArray, NumericArray, StringArray } from "./ops/dense-array.js";
export { setRandomSeed } from "./random/default-seed.js";
export { SeedGenerator } from "./random/seed-generator.js";
export { tf } from "./tensorflow.js";

/** What the layers compute with: pure functions on typed arrays and strings. */
export const ops = {
  compareUtf8,
  encode,
  fingerprint64,
  fingerprintBucket,
  projectiveTransform,
  rotationMatrices,
  siphash,
  siphashBucket,
} as const;
