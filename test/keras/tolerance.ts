// float32 in several steps, whose last bits depend on the order in which TensorFlow takes them
const CHAINED = new Set([
  "MelSpectrogram", // a Fourier transform in float64 here
  "Normalization", // adapts by sums in float32; here they are float64
  "RandomColorJitter", // up to four layers after one another
  "RandomElasticTransform", // blurs noise before it places pixels
  "RandomPerspective", // solves eight equations in float32
  "RandomRotation", // TensorFlow's sine is off by a bit now and then, which distance from the middle multiplies
  "STFTSpectrogram", // sums of many products
]);

// whole layers after one another, some of which widen the contrast of what came before
const CHAINS_OF_LAYERS = new Set(["AugMix", "RandAugment"]);

/** How far results may be off, relative to the largest value above 1. */
export function toleranceOf(layer: string): number {
  if (CHAINS_OF_LAYERS.has(layer)) return 1e-4;
  return CHAINED.has(layer) ? 1e-5 : 1e-6;
}
