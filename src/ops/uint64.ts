// Registers of 64 bits, each two signed halves in one typed array: numbers above 2^30 kept in module
// variables would be boxed on each store. A register is named by the index of its low half.
const halves = new Int32Array(64);

/** A 64-bit register: an even number below 64. The functions below compute modulo 2^64. */
export type Register = number;

export function set(to: Register, high: number, low: number): void {
  halves[to] = low;
  halves[to + 1] = high;
}

/** Eight bytes, little-endian. */
export function load(to: Register, bytes: Uint8Array, at: number): void {
  halves[to] = load32(bytes, at);
  halves[to + 1] = load32(bytes, at + 4);
}

/** Four bytes, little-endian, as a signed number. */
function load32(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
}

export function add(to: Register, a: Register, b: Register): void {
  const aLow = halves[a]!;
  const low = (aLow + halves[b]!) | 0;
  halves[to + 1] = halves[a + 1]! + halves[b + 1]! + (low >>> 0 < aLow >>> 0 ? 1 : 0);
  halves[to] = low;
}

export function xor(to: Register, a: Register, b: Register): void {
  halves[to] = halves[a]! ^ halves[b]!;
  halves[to + 1] = halves[a + 1]! ^ halves[b + 1]!;
}

export function multiply(to: Register, a: Register, b: Register): void {
  const aLow = halves[a]!;
  const bLow = halves[b]!;
  halves[to + 1] =
    multiplyHigh(aLow, bLow) + Math.imul(halves[a + 1]!, bLow) + Math.imul(aLow, halves[b + 1]!);
  halves[to] = Math.imul(aLow, bLow);
}

/** Rotates right by `shift` bits, 0 < shift < 64 and not 32. */
export function rotateRight(to: Register, a: Register, shift: number): void {
  const high = shift > 32 ? halves[a]! : halves[a + 1]!;
  const low = shift > 32 ? halves[a + 1]! : halves[a]!;
  const by = shift & 31;
  halves[to] = (low >>> by) | (high << (32 - by));
  halves[to + 1] = (high >>> by) | (low << (32 - by));
}

/** a ^ (a >> 47). */
export function shiftMix(to: Register, a: Register): void {
  const high = halves[a + 1]!;
  halves[to] = halves[a]! ^ (high >>> 15);
  halves[to + 1] = high;
}

/** The low half, unsigned. */
export function lowOf(a: Register): number {
  return halves[a]! >>> 0;
}

/** The high half, unsigned. */
export function highOf(a: Register): number {
  return halves[a + 1]! >>> 0;
}

/** The register as an unsigned number modulo `divisor`, 1 <= divisor <= 2^31. */
export function modulo(a: Register, divisor: number): number {
  const low = halves[a]!;
  let rest = highOf(a) % divisor;
  rest = (rest * 65536 + (low >>> 16)) % divisor;
  return (rest * 65536 + (low & 0xffff)) % divisor;
}

/** High 32 bits of the product of two unsigned 32-bit numbers. */
export function multiplyHigh(a: number, b: number): number {
  const aHigh = a >>> 16;
  const aLow = a & 0xffff;
  const bHigh = b >>> 16;
  const bLow = b & 0xffff;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const cross = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + (middle >>> 16) + (cross >>> 16)) >>> 0;
}
