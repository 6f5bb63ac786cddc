import { randomInt } from "node:crypto";
import { randomBits } from "./philox.js";
import { foldSeed, requireSeed } from "./seed.js";

let stream: { readonly seed: number; drawn: number } | undefined;

/**
 * Makes everything without a `seed` of its own reproducible: after the same call, the same layers created in
 * the same order draw the same numbers, and so do tfjs's initial weights, dropout and the order in which `fit`
 * takes examples. Takes any safe integer; layers that exist already keep their seeds.
 *
 * @example
 * import { layers, setRandomSeed } from "preplab";
 * const draw = () => {
 *   setRandomSeed(7);
 *   return layers.randomRotation({ factor: 0.5 }).sample([5, 5, 1]).angles[0];
 * };
 * console.log(draw() === draw()); // true
 */
export function setRandomSeed(seed: number): void {
  stream = { seed: foldSeed(requireSeed("setRandomSeed", seed)), drawn: 0 };
}

/** Whether `setRandomSeed` was called. */
export function randomSeedIsSet(): boolean {
  return stream !== undefined;
}

/** The seed of the next layer that got none, in 1..1e9 like Keras's. */
export function nextDefaultSeed(): number {
  if (stream === undefined) return randomInt(1, 1_000_000_001);
  const [word] = randomBits([stream.seed, stream.drawn++], 1);
  return 1 + (word! % 1_000_000_000);
}
