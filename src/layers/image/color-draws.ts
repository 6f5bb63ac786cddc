import { randomUniform, type SeedPair } from "../../random/philox.js";
import type { FactorRange } from "./factor-range.js";

const { fround } = Math;

// Keras's epsilon
const EPSILON = fround(1e-7);

/** How far hues turn, in whole turns, one for each image: a direction is drawn first, then a factor. */
export function drawHueTurns(
  nextSeed: () => SeedPair,
  count: number,
  [low, high]: FactorRange,
): Float32Array {
  const directions = randomUniform(nextSeed(), count, 0, 1);
  const factors = randomUniform(nextSeed(), count, low, high);
  return factors.map((factor, i) => (directions[i]! > 0.5 ? -factor : factor) * 0.5);
}

/** What saturations are multiplied by, one for each image: u / (1 - u), without limit as u nears 1. */
export function drawSaturationFactors(
  seed: SeedPair,
  count: number,
  [low, high]: FactorRange,
): Float32Array {
  const parts = randomUniform(seed, count, low, high);
  return parts.map((part) => part / fround(fround(1 - part) + EPSILON));
}
