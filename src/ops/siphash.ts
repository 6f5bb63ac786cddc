import type { Hash64 } from "./fingerprint64.js";
import { add, highOf, load, lowOf, modulo, rotateRight, set, xor } from "./uint64.js";
import { encodeUtf8 } from "./utf8.js";

/** The two 64-bit halves of a SipHash key, as integers; negative ones count as two's complement. */
export type SipHashKey = readonly [number, number];

const V0 = 0;
const V1 = 2;
const V2 = 4;
const V3 = 6;
const M = 8;
const K0 = 10;
const K1 = 12;
const FINAL = 14;

/**
 * SipHash-2-4 of a string's UTF-8 bytes under a key of two integers.
 *
 * @example
 * import { ops } from "preplab";
 * const { high, low } = ops.siphash("hello", [133, 137]);
 * console.log(high.toString(16), low.toString(16)); // ed04282 db4c29ad
 */
export function siphash(text: string, key: SipHashKey): Hash64 {
  hash(text, key);
  return { high: highOf(V0), low: lowOf(V0) };
}

/** The bucket of a string among `buckets` (at most 2^31), as `tf.strings.to_hash_bucket_strong` chooses it. */
export function siphashBucket(text: string, buckets: number, key: SipHashKey): number {
  hash(text, key);
  return modulo(V0, buckets);
}

// leaves the hash in V0
function hash(text: string, key: SipHashKey): void {
  const { bytes, length } = encodeUtf8(text);
  set(K0, Math.floor(key[0] / 2 ** 32), key[0]);
  set(K1, Math.floor(key[1] / 2 ** 32), key[1]);
  set(V0, 0x736f6d65, 0x70736575);
  set(V1, 0x646f7261, 0x6e646f6d);
  set(V2, 0x6c796765, 0x6e657261);
  set(V3, 0x74656462, 0x79746573);
  xor(V0, V0, K0);
  xor(V1, V1, K1);
  xor(V2, V2, K0);
  xor(V3, V3, K1);
  const end = length & ~7;
  for (let at = 0; at < end; at += 8) {
    load(M, bytes, at);
    absorb();
  }
  setTail(bytes, end, length);
  absorb();
  set(FINAL, 0, 0xff);
  xor(V2, V2, FINAL);
  for (let round = 0; round < 4; round++) mixRound();
  xor(V0, V0, V1);
  xor(V2, V2, V3);
  xor(V0, V0, V2);
}

function absorb(): void {
  xor(V3, V3, M);
  mixRound();
  mixRound();
  xor(V0, V0, M);
}

// the bytes that fill no block, with the length in the top byte
function setTail(bytes: Uint8Array, end: number, length: number): void {
  let low = 0;
  let high = length << 24;
  for (let i = end; i < length; i++) {
    const shift = (i - end) * 8;
    if (shift < 32) low |= bytes[i]! << shift;
    else high |= bytes[i]! << (shift - 32);
  }
  set(M, high, low);
}

function mixRound(): void {
  add(V0, V0, V1);
  rotateRight(V1, V1, 51);
  xor(V1, V1, V0);
  swapHalves(V0);
  add(V2, V2, V3);
  rotateRight(V3, V3, 48);
  xor(V3, V3, V2);
  add(V0, V0, V3);
  rotateRight(V3, V3, 43);
  xor(V3, V3, V0);
  add(V2, V2, V1);
  rotateRight(V1, V1, 47);
  xor(V1, V1, V2);
  swapHalves(V2);
}

// a rotation by 32 bits
function swapHalves(register: number): void {
  set(register, lowOf(register), highOf(register));
}
