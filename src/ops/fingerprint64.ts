import { type PackedStrings, TextMemory } from "../simd/text-memory.js";

/** The two halves of a 64-bit hash, unsigned. */
export interface Hash64 {
  readonly high: number;
  readonly low: number;
}

const BLOCK = 1 << 14;

// room for one hash, and for the buckets of a block
interface Workplace {
  readonly memory: TextMemory;
  readonly out: number;
}

let workplace: Workplace | undefined;

/**
 * TensorFlow's Fingerprint64 of a string's UTF-8 bytes.
 *
 * @example
 * import { ops } from "preplab";
 * const { high, low } = ops.fingerprint64("hello");
 * console.log((BigInt(high) << 32n) | BigInt(low)); // 13009744463427800296n
 */
export function fingerprint64(text: string): Hash64 {
  const { memory, out } = theWorkplace();
  const { at, length } = memory.write(text);
  memory.routines.fingerprintInto(at, length, out);
  return { high: memory.bytes.readUInt32LE(out + 4), low: memory.bytes.readUInt32LE(out) };
}

/** The bucket of a string among `buckets` (at most 2^31), as `tf.strings.to_hash_bucket_fast` chooses it. */
export function fingerprintBucket(text: string, buckets: number): number {
  return fingerprintBuckets([text], buckets)![0]!;
}

/** The bucket of each string. Undefined when one of them is no string. */
export function fingerprintBuckets(
  strings: ArrayLike<unknown>,
  buckets: number,
): Int32Array | undefined {
  const { memory, out } = theWorkplace();
  const result = new Int32Array(strings.length);
  for (let start = 0; start < strings.length; start += BLOCK) {
    const packed = memory.pack(strings, start, Math.min(strings.length, start + BLOCK));
    if (packed === undefined) return;
    result.set(bucketsOf(packed, buckets, memory, out), start);
  }
  return result;
}

function bucketsOf(
  { bytes, ends, count }: PackedStrings,
  buckets: number,
  memory: TextMemory,
  out: number,
): Int32Array {
  memory.routines.fingerprintBuckets(bytes, ends, count, buckets, out);
  return memory.numbers(out, count);
}

function theWorkplace(): Workplace {
  if (workplace === undefined) {
    const memory = new TextMemory();
    workplace = { memory, out: memory.take(4 * BLOCK) };
  }
  return workplace;
}
