const WORD = 2n ** 64n;
const K0 = 0xc3a5c85c97cb3127n;
const K1 = 0xb492b66fbe98f273n;
const K2 = 0x9ae16a3b2f90404fn;

const cut = (value: bigint): bigint => BigInt.asUintN(64, value);
const rotate = (value: bigint, by: bigint): bigint =>
  cut((cut(value) >> by) | (cut(value) << (64n - by)));
const shiftMix = (value: bigint): bigint => cut(value) ^ (cut(value) >> 47n);

function mix(u: bigint, v: bigint, multiplier: bigint): bigint {
  const a = shiftMix((cut(u) ^ cut(v)) * multiplier);
  return cut(shiftMix((cut(v) ^ a) * multiplier) * multiplier);
}

/** FarmHash's Fingerprint64 (farmhashna::Hash64), word by word in big integers: the routine's specification. */
export function slowFingerprint64(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = bytes.length;
  const word = (at: number): bigint => view.getBigUint64(at < 0 ? size + at : at, true);
  const half = (at: number): bigint => BigInt(view.getUint32(at < 0 ? size + at : at, true));
  const multiplier = K2 + 2n * BigInt(size);
  if (size === 0) return K2;
  if (size < 4) {
    const y = BigInt(bytes[0]! + bytes[size >> 1]! * 256);
    const z = BigInt(size + bytes[size - 1]! * 4);
    return cut(shiftMix(cut(y * K2) ^ cut(z * K0)) * K2);
  }
  if (size < 8) return mix(BigInt(size) + (half(0) << 3n), half(-4), multiplier);
  if (size <= 16) {
    const a = word(0) + K2;
    const b = word(-8);
    return mix(rotate(b, 37n) * multiplier + a, (rotate(a, 25n) + b) * multiplier, multiplier);
  }
  if (size <= 64) {
    const a = word(0) * (size <= 32 ? K1 : K2);
    const b = word(8);
    const c = word(-8) * multiplier;
    const d = word(-16) * K2;
    const y = rotate(a + b, 43n) + rotate(c, 30n) + d;
    const z = mix(y, a + rotate(b + K2, 18n) + c, multiplier);
    if (size <= 32) return z;
    const e = word(16) * multiplier;
    const f = word(24);
    const g = (y + word(-32)) * multiplier;
    const h = (z + word(-24)) * multiplier;
    const u = rotate(e + f, 43n) + rotate(g, 30n) + h;
    return mix(u, e + rotate(f + a, 18n) + g, multiplier);
  }
  return hashLong(size, word);
}

function hashLong(size: number, word: (at: number) => bigint): bigint {
  let x = 81n * K2 + word(0);
  let y = cut(81n * K1 + 113n);
  let z = cut(shiftMix(y * K2 + 113n) * K2);
  let [v, w]: [bigint, bigint][] = [
    [0n, 0n],
    [0n, 0n],
  ];
  const seeded = (at: number, a: bigint, b: bigint): [bigint, bigint] => {
    const first = cut(a + word(at));
    const second = rotate(b + first + word(at + 24), 21n);
    const sum = first + word(at + 8) + word(at + 16);
    return [cut(sum + word(at + 24)), cut(second + rotate(sum, 44n) + first)];
  };
  const take = (at: number, multiplier: bigint, weight: bigint): void => {
    x = cut(rotate(x + y + v![0] + word(at + 8), 37n) * multiplier) ^ cut(w![1] * weight);
    y = rotate(y + v![1] + word(at + 48), 42n) * multiplier + v![0] * weight + word(at + 40);
    z = cut(rotate(z + w![0], 33n) * multiplier);
    v = seeded(at, v![1] * multiplier, x + w![0]);
    w = seeded(at + 32, z + w![1], y + word(at + 16));
    [x, z] = [z, x];
  };
  for (let at = 0; at < ((size - 1) >> 6) << 6; at += 64) take(at, K1, 1n);
  const multiplier = K1 + ((z & 0xffn) << 1n);
  w![0] += BigInt((size - 1) & 63);
  v![0] += w![0];
  w![0] += v![0];
  take(size - 64, multiplier, 9n);
  const first = mix(v![0], w![0], multiplier) + shiftMix(y) * K0 + z;
  return mix(first % WORD, mix(v![1], w![1], multiplier) + x, multiplier);
}
