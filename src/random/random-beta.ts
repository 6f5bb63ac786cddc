import type { SeedPair } from "./philox.js";
import { randomGamma } from "./random-gamma.js";

/**
 * `count` float32 draws from the beta distribution with both shape parameters above 0: those of
 * `keras.random.beta` on TensorFlow for the same seed pair, made of two gamma draws.
 *
 * @example
 * import { randomBeta } from "preplab";
 * console.log(Array.from(randomBeta([1, 0], 2, 0.2, 0.2), (x) => x.toFixed(3)).join()); // 0.000,1.000
 */
export function randomBeta(
  seed: SeedPair,
  count: number,
  alpha: number,
  beta: number,
): Float32Array {
  const parameters = new Float32Array(count);
  const a = randomGamma(seed, parameters.fill(alpha));
  // Keras's way to a second stream
  const b = randomGamma([(seed[0] + 12) | 0, (seed[1] + 12) | 0], parameters.fill(beta));
  return a.map((value, i) => value / Math.fround(value + b[i]!));
}
