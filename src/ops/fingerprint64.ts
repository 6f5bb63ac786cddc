import {
  add,
  addSmall,
  copy,
  highOf,
  load,
  load32,
  lowOf,
  modulo,
  multiply,
  rotateRight,
  set,
  shiftMix,
  xor,
} from "./uint64.js";
import { encodeUtf8 } from "./utf8.js";

// FarmHash Fingerprint64 (farmhashna::Hash64), the hash behind tf.strings.to_hash_bucket_fast.
// Each name is a 64-bit register.
const A = 0;
const B = 2;
const C = 4;
const D = 6;
const E = 8;
const F = 10;
const G = 12;
const H = 14;
const MUL = 16;
const U = 18;
const V = 20;
const W0 = 22;
const W1 = 24;
const X = 26;
const Y = 28;
const Z = 30;
const V0 = 32;
const V1 = 34;
const T = 36;
const S = 38;
const K0 = 40;
const K1 = 42;
const K2 = 44;
const OUT = 46;

/** The two halves of a 64-bit hash, unsigned. */
export interface Hash64 {
  readonly high: number;
  readonly low: number;
}

/**
 * TensorFlow's Fingerprint64 of a string's UTF-8 bytes.
 *
 * @example
 * import { ops } from "preplab";
 * const { high, low } = ops.fingerprint64("hello");
 * console.log((BigInt(high) << 32n) | BigInt(low)); // 13009744463427800296n
 */
export function fingerprint64(text: string): Hash64 {
  hash(text);
  return { high: highOf(OUT), low: lowOf(OUT) };
}

/** The bucket of a string among `buckets` (at most 2^31), as `tf.strings.to_hash_bucket_fast` chooses it. */
export function fingerprintBucket(text: string, buckets: number): number {
  hash(text);
  return modulo(OUT, buckets);
}

function hash(text: string): void {
  const { bytes, length } = encodeUtf8(text);
  // set on each call: other hashes share the registers
  set(K0, 0xc3a5c85c, 0x97cb3127);
  set(K1, 0xb492b66f, 0xbe98f273);
  set(K2, 0x9ae16a3b, 0x2f90404f);
  addSmall(MUL, K2, length * 2);
  if (length <= 16) hash0to16(bytes, length);
  else if (length <= 32) hash17to32(bytes, length);
  else if (length <= 64) hash33to64(bytes, length);
  else hashLong(bytes, length);
}

// to = Hash128to64 of (u, v) with the multiplier MUL; uses T and S
function mix(to: number, u: number, v: number): void {
  xor(T, u, v);
  multiply(T, T, MUL);
  shiftMix(T, T);
  xor(S, v, T);
  multiply(S, S, MUL);
  shiftMix(S, S);
  multiply(to, S, MUL);
}

function addRotated(to: number, a: number, b: number, shift: number): void {
  rotateRight(T, b, shift);
  add(to, a, T);
}

function hash0to16(bytes: Uint8Array, length: number): void {
  if (length >= 8) {
    load(A, bytes, 0);
    add(A, A, K2);
    load(B, bytes, length - 8);
    rotateRight(C, B, 37);
    multiply(C, C, MUL);
    add(C, C, A);
    rotateRight(D, A, 25);
    add(D, D, B);
    multiply(D, D, MUL);
    mix(OUT, C, D);
  } else if (length >= 4) {
    const first = load32(bytes, 0);
    set(A, first >>> 29, first << 3);
    addSmall(A, A, length);
    set(B, 0, load32(bytes, length - 4));
    mix(OUT, A, B);
  } else if (length > 0) {
    set(A, 0, bytes[0]! + (bytes[length >> 1]! << 8));
    set(B, 0, length + (bytes[length - 1]! << 2));
    multiply(A, A, K2);
    multiply(B, B, K0);
    xor(A, A, B);
    shiftMix(A, A);
    multiply(OUT, A, K2);
  } else {
    copy(OUT, K2);
  }
}

// the common head of the two middle lengths: Y and Z from the first 16 and the last 16 bytes
function headAndTail(bytes: Uint8Array, length: number, first: number): void {
  load(A, bytes, 0);
  multiply(A, A, first);
  load(B, bytes, 8);
  load(C, bytes, length - 8);
  multiply(C, C, MUL);
  load(D, bytes, length - 16);
  multiply(D, D, K2);
  add(Y, A, B);
  rotateRight(Y, Y, 43);
  addRotated(Y, Y, C, 30);
  add(Y, Y, D);
  add(Z, B, K2);
  addRotated(Z, A, Z, 18);
  add(Z, Z, C);
}

function hash17to32(bytes: Uint8Array, length: number): void {
  headAndTail(bytes, length, K1);
  mix(OUT, Y, Z);
}

function hash33to64(bytes: Uint8Array, length: number): void {
  headAndTail(bytes, length, K2);
  mix(Z, Y, Z);
  load(E, bytes, 16);
  multiply(E, E, MUL);
  load(F, bytes, 24);
  load(G, bytes, length - 32);
  add(G, Y, G);
  multiply(G, G, MUL);
  load(H, bytes, length - 24);
  add(H, Z, H);
  multiply(H, H, MUL);
  add(U, E, F);
  rotateRight(U, U, 43);
  addRotated(U, U, G, 30);
  add(U, U, H);
  add(V, F, A);
  addRotated(V, E, V, 18);
  add(V, V, G);
  mix(OUT, U, V);
}

// 56 bytes of state (V0 V1 W0 W1 X Y Z) take 64 bytes at a time, then the last 64 again
function hashLong(bytes: Uint8Array, length: number): void {
  set(X, 0, 81);
  multiply(Y, X, K1);
  addSmall(Y, Y, 113);
  multiply(Z, Y, K2);
  addSmall(Z, Z, 113);
  shiftMix(Z, Z);
  multiply(Z, Z, K2);
  for (const register of [V0, V1, W0, W1]) set(register, 0, 0);
  multiply(X, X, K2);
  load(A, bytes, 0);
  add(X, X, A);
  copy(MUL, K1);
  set(E, 0, 1);
  const end = ((length - 1) >> 6) * 64;
  for (let offset = 0; offset < end; offset += 64) takeBlock(bytes, offset);
  set(MUL, 0, (lowOf(Z) & 0xff) << 1);
  add(MUL, MUL, K1);
  addSmall(W0, W0, (length - 1) & 63);
  add(V0, V0, W0);
  add(W0, W0, V0);
  set(E, 0, 9);
  takeBlock(bytes, length - 64);
  mix(A, V0, W0);
  shiftMix(B, Y);
  multiply(B, B, K0);
  add(A, A, B);
  add(A, A, Z);
  mix(B, V1, W1);
  add(B, B, X);
  mix(OUT, A, B);
}

// E weighs the old state: 1 in the loop, 9 in the last block
function takeBlock(bytes: Uint8Array, at: number): void {
  add(X, X, Y);
  add(X, X, V0);
  load(A, bytes, at + 8);
  add(X, X, A);
  rotateRight(X, X, 37);
  multiply(X, X, MUL);
  add(Y, Y, V1);
  load(A, bytes, at + 48);
  add(Y, Y, A);
  rotateRight(Y, Y, 42);
  multiply(Y, Y, MUL);
  multiply(A, W1, E);
  xor(X, X, A);
  multiply(A, V0, E);
  add(Y, Y, A);
  load(A, bytes, at + 40);
  add(Y, Y, A);
  add(Z, Z, W0);
  rotateRight(Z, Z, 33);
  multiply(Z, Z, MUL);
  multiply(A, V1, MUL);
  add(B, X, W0);
  weakHash(V0, V1, bytes, at, A, B);
  add(A, Z, W1);
  load(B, bytes, at + 16);
  add(B, Y, B);
  weakHash(W0, W1, bytes, at + 32, A, B);
  copy(T, Z);
  copy(Z, X);
  copy(X, T);
}

// 32 bytes and the seeds a and b to two registers; uses C, D and T
function weakHash(
  first: number,
  second: number,
  bytes: Uint8Array,
  at: number,
  a: number,
  b: number,
): void {
  load(C, bytes, at);
  add(a, a, C);
  load(D, bytes, at + 24);
  add(b, b, a);
  add(b, b, D);
  rotateRight(b, b, 21);
  copy(C, a);
  load(T, bytes, at + 8);
  add(a, a, T);
  load(T, bytes, at + 16);
  add(a, a, T);
  addRotated(b, b, a, 44);
  add(first, a, D);
  add(second, b, C);
}
