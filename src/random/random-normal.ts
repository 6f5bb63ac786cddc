import { randomUniform, type SeedPair } from "./philox.js";

const { fround, log, sqrt, sin, cos } = Math;
const SMALLEST = fround(1e-7);

/**
 * `count` float32 draws from the normal distribution of mean 0 and standard deviation 1: those of
 * `keras.random.normal` on TensorFlow for the same seed pair (Box-Muller on pairs of uniform draws), bit by
 * bit but for a rare last bit of the logarithm and the sine.
 *
 * @example
 * import { randomNormal } from "preplab";
 * console.log(Array.from(randomNormal([1, 0], 3), (x) => x.toFixed(3)).join()); // 0.127,-0.493,0.631
 */
export function randomNormal(seed: SeedPair, count: number): Float32Array {
  const values = randomUniform(seed, count + (count % 2), 0, 1);
  for (let i = 0; i < count; i += 2) {
    const u = values[i]! < SMALLEST ? SMALLEST : values[i]!;
    const angle = fround(2 * Math.PI * values[i + 1]!);
    const radius = fround(sqrt(fround(-2 * fround(log(u)))));
    values[i] = fround(sin(angle)) * radius;
    values[i + 1] = fround(cos(angle)) * radius;
  }
  return values.subarray(0, count);
}
