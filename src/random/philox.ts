// Philox4x32-10 (Salmon et al. 2011), arranged as TensorFlow's stateless random ops use it
const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;
const ROUNDS = 10;

// the fixed key that TensorFlow scrambles a pair of seeds with
const SCRAMBLE_KEY_0 = 0x3ec8f720;
const SCRAMBLE_KEY_1 = 0x02461e29;

/** Two 32-bit integers that determine a stream, as `tf.random.stateless_uniform(seed=...)` takes them. */
export type SeedPair = readonly [number, number];

/** One Philox4x32-10 block: four random words of 32 bits for a 128-bit counter and a 64-bit key. */
export function philox4x32(
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
): Uint32Array {
  const block = Uint32Array.from(counter);
  scramble(block, key[0], key[1]);
  return block;
}

/**
 * Fills a block with the next four random words of the stream that `seed` names, from its `first` block on.
 */
export function randomBlocks(seed: SeedPair, first = 0): (block: Uint32Array) => void {
  const mix = new Uint32Array([seed[0], signWord(seed[0]), seed[1], signWord(seed[1])]);
  scramble(mix, SCRAMBLE_KEY_0, SCRAMBLE_KEY_1);
  let index = first;
  return (block) => {
    block[0] = index;
    block[1] = Math.floor(index / 2 ** 32);
    block[2] = mix[2]!;
    block[3] = mix[3]!;
    scramble(block, mix[0]!, mix[1]!);
    index++;
  };
}

/** `count` random words of the stream that `seed` names. */
export function randomBits(seed: SeedPair, count: number): Uint32Array {
  const next = randomBlocks(seed);
  const words = new Uint32Array(count);
  const block = new Uint32Array(4);
  for (let start = 0; start < count; start += 4) {
    next(block);
    words.set(count - start < 4 ? block.subarray(0, count - start) : block, start);
  }
  return words;
}

/** `count` float32 draws from [low, high), bit-equal to Keras on TensorFlow for the same seed pair. */
export function randomUniform(
  seed: SeedPair,
  count: number,
  low: number,
  high: number,
): Float32Array {
  const words = randomBits(seed, count);
  const values = new Float32Array(words.buffer);
  const base = Math.fround(low);
  const range = Math.fround(Math.fround(high) - base);
  for (let i = 0; i < count; i++) {
    // 23 random mantissa bits under the exponent of 1 give a float in [1, 2)
    words[i] = (words[i]! & 0x7fffff) | 0x3f800000;
    values[i] = Math.fround(Math.fround(values[i]! - 1) * range) + base;
  }
  return values;
}

function scramble(block: Uint32Array, keyLow: number, keyHigh: number): void {
  let c0 = block[0]!;
  let c1 = block[1]!;
  let c2 = block[2]!;
  let c3 = block[3]!;
  let k0 = keyLow;
  let k1 = keyHigh;
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = multiplyHigh(MULTIPLIER_0, c0);
    const low0 = Math.imul(MULTIPLIER_0, c0);
    const high1 = multiplyHigh(MULTIPLIER_1, c2);
    const low1 = Math.imul(MULTIPLIER_1, c2);
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1 >>> 0;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0 >>> 0;
    k0 = (k0 + WEYL_0) >>> 0;
    k1 = (k1 + WEYL_1) >>> 0;
  }
  block[0] = c0;
  block[1] = c1;
  block[2] = c2;
  block[3] = c3;
}

function multiplyHigh(a: number, b: number): number {
  const aHigh = a >>> 16;
  const aLow = a & 0xffff;
  const bHigh = b >>> 16;
  const bLow = b & 0xffff;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const cross = aLow * bHigh + (middle & 0xffff);
  return aHigh * bHigh + (middle >>> 16) + (cross >>> 16);
}

function signWord(seed: number): number {
  return seed < 0 ? 0xffffffff : 0;
}
