const { fround, log } = Math;

/** ln(1 + documents / (1 + the documents with the token)) for each token, as Keras weighs rarity. */
export function inverseDocumentFrequencies(
  documentCounts: readonly number[],
  documents: number,
): Float32Array {
  return Float32Array.from(documentCounts, (count) => log(1 + documents / (1 + count)));
}

/**
 * Weights for every place of an encoded vector: those given, behind `front` places that get their mean,
 * before places that get 0.
 */
export function padIdfWeights(
  weights: ArrayLike<number>,
  front: number,
  depth: number,
): Float32Array {
  const padded = new Float32Array(depth);
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i]!;
  padded.fill(weights.length === 0 ? 0 : fround(sum / weights.length), 0, front);
  padded.set(Float32Array.from(weights).subarray(0, depth - front), front);
  return padded;
}
