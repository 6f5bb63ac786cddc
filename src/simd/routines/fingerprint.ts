// FarmHash Fingerprint64 (farmhashna::Hash64), the hash behind tf.strings.to_hash_bucket_fast
const K0: u64 = 0xc3a5c85c97cb3127;
const K1: u64 = 0xb492b66fbe98f273;
const K2: u64 = 0x9ae16a3b2f90404f;

/**
 * The bucket among `buckets` of each of `count` byte strings: string i ends before byte `ends[i]`, where the
 * next one begins. `buckets` is 1 to 2^31.
 */
export function fingerprintBuckets(
  bytes: usize,
  ends: usize,
  count: i32,
  buckets: u32,
  out: usize,
): void {
  let start = bytes;
  for (let i = 0; i < count; i++) {
    const end = bytes + <usize>load<u32>(ends + ((<usize>i) << 2));
    const hash = fingerprint(start, <u32>(end - start));
    store<i32>(out + ((<usize>i) << 2), <i32>(hash % <u64>buckets));
    start = end;
  }
}

/** The hash of one byte string, eight bytes at `out`. */
export function fingerprintInto(bytes: usize, length: u32, out: usize): void {
  store<u64>(out, fingerprint(bytes, length));
}

function fingerprint(bytes: usize, length: u32): u64 {
  if (length <= 16) return hash0to16(bytes, length);
  if (length <= 32) return hash17to32(bytes, length);
  if (length <= 64) return hash33to64(bytes, length);
  return hashLong(bytes, length);
}

function shiftMix(value: u64): u64 {
  return value ^ (value >> 47);
}

// Hash128to64 with a multiplier
function mix(u: u64, v: u64, multiplier: u64): u64 {
  const a = shiftMix((u ^ v) * multiplier);
  return shiftMix((v ^ a) * multiplier) * multiplier;
}

function multiplierFor(length: u32): u64 {
  return K2 + <u64>length * 2;
}

function hash0to16(bytes: usize, length: u32): u64 {
  if (length >= 8) {
    const multiplier = multiplierFor(length);
    const a = load<u64>(bytes) + K2;
    const b = load<u64>(bytes + <usize>length - 8);
    const c = rotr<u64>(b, 37) * multiplier + a;
    const d = (rotr<u64>(a, 25) + b) * multiplier;
    return mix(c, d, multiplier);
  }
  if (length >= 4) {
    const multiplier = multiplierFor(length);
    const a = <u64>load<u32>(bytes);
    const b = <u64>load<u32>(bytes + <usize>length - 4);
    return mix(<u64>length + (a << 3), b, multiplier);
  }
  if (length > 0) {
    const a = <u32>load<u8>(bytes);
    const b = <u32>load<u8>(bytes + <usize>(length >> 1));
    const c = <u32>load<u8>(bytes + <usize>length - 1);
    const y = a + (b << 8);
    const z = length + (c << 2);
    return shiftMix((<u64>y * K2) ^ (<u64>z * K0)) * K2;
  }
  return K2;
}

function hash17to32(bytes: usize, length: u32): u64 {
  const multiplier = multiplierFor(length);
  const last = bytes + <usize>length;
  const a = load<u64>(bytes) * K1;
  const b = load<u64>(bytes, 8);
  const c = load<u64>(last - 8) * multiplier;
  const d = load<u64>(last - 16) * K2;
  return mix(
    rotr<u64>(a + b, 43) + rotr<u64>(c, 30) + d,
    a + rotr<u64>(b + K2, 18) + c,
    multiplier,
  );
}

function hash33to64(bytes: usize, length: u32): u64 {
  const multiplier = multiplierFor(length);
  const last = bytes + <usize>length;
  const a = load<u64>(bytes) * K2;
  const b = load<u64>(bytes, 8);
  const c = load<u64>(last - 8) * multiplier;
  const d = load<u64>(last - 16) * K2;
  const y = rotr<u64>(a + b, 43) + rotr<u64>(c, 30) + d;
  const z = mix(y, a + rotr<u64>(b + K2, 18) + c, multiplier);
  const e = load<u64>(bytes, 16) * multiplier;
  const f = load<u64>(bytes, 24);
  const g = (y + load<u64>(last - 32)) * multiplier;
  const h = (z + load<u64>(last - 24)) * multiplier;
  return mix(rotr<u64>(e + f, 43) + rotr<u64>(g, 30) + h, e + rotr<u64>(f + a, 18) + g, multiplier);
}

// 56 bytes of state take 64 bytes at a time, then the last 64 again
function hashLong(bytes: usize, length: u32): u64 {
  const seed: u64 = 81;
  let x = seed * K2 + load<u64>(bytes);
  let y = seed * K1 + 113;
  let z = shiftMix(y * K2 + 113) * K2;
  let v0: u64 = 0;
  let v1: u64 = 0;
  let w0: u64 = 0;
  let w1: u64 = 0;
  let multiplier = K1;
  let weight: u64 = 1;
  const end = bytes + <usize>(((length - 1) >> 6) << 6);
  for (let at = bytes; ; ) {
    const isLast = at === end;
    if (isLast) {
      multiplier = K1 + ((z & 0xff) << 1);
      w0 += <u64>((length - 1) & 63);
      v0 += w0;
      w0 += v0;
      weight = 9;
      at = bytes + <usize>length - 64;
    }
    x = rotr<u64>(x + y + v0 + load<u64>(at, 8), 37) * multiplier;
    y = rotr<u64>(y + v1 + load<u64>(at, 48), 42) * multiplier;
    x ^= w1 * weight;
    y += v0 * weight + load<u64>(at, 40);
    z = rotr<u64>(z + w0, 33) * multiplier;
    // 32 bytes and two seeds become two words, twice
    let a = v1 * multiplier + load<u64>(at);
    let b = rotr<u64>(x + w0 + a + load<u64>(at, 24), 21);
    let c = a;
    a += load<u64>(at, 8) + load<u64>(at, 16);
    b += rotr<u64>(a, 44);
    v0 = a + load<u64>(at, 24);
    v1 = b + c;
    a = z + w1 + load<u64>(at, 32);
    b = rotr<u64>(y + load<u64>(at, 16) + a + load<u64>(at, 56), 21);
    c = a;
    a += load<u64>(at, 40) + load<u64>(at, 48);
    b += rotr<u64>(a, 44);
    w0 = a + load<u64>(at, 56);
    w1 = b + c;
    const swapped = z;
    z = x;
    x = swapped;
    if (isLast) break;
    at += 64;
  }
  return mix(
    mix(v0, w0, multiplier) + shiftMix(y) * K0 + z,
    mix(v1, w1, multiplier) + x,
    multiplier,
  );
}
