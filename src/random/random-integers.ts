import { randomBits, type SeedPair } from "./philox.js";

/**
 * `count` whole numbers from [low, high), bit-equal to `keras.random.randint` on TensorFlow for the same seed
 * pair. Keras draws type int32 from words of 32 bits, and all other types from words of 64 bits.
 *
 * @example
 * import { randomIntegers } from "preplab";
 * console.log(randomIntegers([1, 0], 4, 0, 10).join()); // 9,4,0,6
 */
export function randomIntegers(
  seed: SeedPair,
  count: number,
  low: number,
  high: number,
  wordSize: 32 | 64 = 32,
): Int32Array {
  const range = high - low;
  if (!(Number.isInteger(low) && Number.isInteger(high) && range > 0 && range <= 2 ** 32)) {
    throw new Error(
      `randomIntegers: low and high must be whole numbers, low below high. Received: ${low}, ${high}`,
    );
  }
  const words = randomBits(seed, wordSize === 32 ? count : 2 * count);
  return Int32Array.from({ length: count }, (_, i) => {
    if (wordSize === 32) return low + (words[i]! % range);
    const word = (BigInt(words[2 * i + 1]!) << 32n) | BigInt(words[2 * i]!);
    return low + Number(word % BigInt(range));
  });
}
