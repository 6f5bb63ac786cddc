import { nextDefaultSeed } from "./default-seed.js";
import type { SeedPair } from "./philox.js";
import { foldSeed, requireSeed } from "./seed.js";

/** Where a stream of random numbers stands. */
export interface SeedPosition {
  readonly seed: number;
  readonly drawn: number;
}

/**
 * Numbers the draws of one random layer: each draw takes the pair (seed, how many came before), so that a
 * layer repeats Keras's stream draw by draw. Two generators with one seed give one stream.
 *
 * @example
 * import { SeedGenerator } from "preplab";
 * const generator = new SeedGenerator(42);
 * console.log(generator.next(), generator.next()); // [ 42, 0 ] [ 42, 1 ]
 */
export class SeedGenerator {
  #seed: number;
  #drawn = 0;

  /** `owner` names the layer in errors. Without a seed, one is drawn (see `setRandomSeed`). */
  constructor(seed?: number | null, owner = "SeedGenerator") {
    this.#seed = seed === undefined || seed === null ? nextDefaultSeed() : requireSeed(owner, seed);
  }

  get seed(): number {
    return this.#seed;
  }

  /** The seed and how many draws came before. A generator given another's goes on as that one. */
  get position(): SeedPosition {
    return { seed: this.#seed, drawn: this.#drawn };
  }

  set position({ seed, drawn }: SeedPosition) {
    this.#seed = seed;
    this.#drawn = drawn;
  }

  /** The seed pair of the next draw. */
  next(): SeedPair {
    return [foldSeed(this.#seed), foldSeed(this.#drawn++)];
  }

  /** Starts the stream again from its first draw. */
  reset(): void {
    this.#drawn = 0;
  }
}
