import { randomUniform, type SeedPair } from "./philox.js";

/**
 * The numbers 0 to `count - 1` in random order: that of `keras.random.shuffle` on TensorFlow for the same
 * seed pair, the ascending order of uniform draws.
 *
 * @example
 * import { randomPermutation } from "preplab";
 * console.log(randomPermutation([1, 0], 5).join()); // 4,3,1,2,0
 */
export function randomPermutation(seed: SeedPair, count: number): Int32Array {
  const draws = randomUniform(seed, count, 0, 1);
  return Int32Array.from(draws.keys()).sort((a, b) => draws[a]! - draws[b]! || a - b);
}
