import { received } from "../received.js";

// TensorFlow's stateless ops take int32: Keras folds its int64 seeds by this modulus
const MODULUS = 2 ** 31 - 2;

/** Returns `seed` when it is an integer that survives as a number, else throws naming `owner`. */
export function requireSeed(owner: string, seed: unknown): number {
  if (typeof seed === "number" && Number.isSafeInteger(seed)) return seed;
  throw new Error(`${owner}: seed must be a safe integer. Received: ${received(seed)}`);
}

/** The seed that TensorFlow computes with: floor modulo into 0..2^31-3. */
export function foldSeed(seed: number): number {
  const remainder = seed % MODULUS;
  return remainder < 0 ? remainder + MODULUS : remainder;
}
