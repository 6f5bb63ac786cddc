import { fingerprint64 } from "./fingerprint64.js";
import { modulo, multiply, set, shiftMix, xor } from "./uint64.js";

const CROSSED = 0;
const VALUE = 2;
const PRIME = 4;

/** One feature of every sample: strings, or integers. */
export type CrossedColumn =
  | { readonly dtype: "string"; readonly values: ArrayLike<string> }
  | { readonly dtype: "int32"; readonly values: ArrayLike<number> };

/**
 * The bucket among `buckets` (at most 2^31) of each sample's combination of values, as TensorFlow's
 * `tf.sparse.cross_hashed` chooses it: strings by Fingerprint64, integers as they are, all joined by
 * FingerprintCat64 in the order of the columns.
 *
 * @example
 * import { ops } from "preplab";
 * const letters = { dtype: "string", values: ["A", "B"] } as const;
 * const numbers = { dtype: "int32", values: [101, 101] } as const;
 * console.log(ops.crossHash([letters, numbers], 5).join()); // 1,4
 */
export function crossHash(columns: readonly CrossedColumn[], buckets: number): Int32Array {
  const hashed = new Int32Array(columns[0]?.values.length ?? 0);
  for (let i = 0; i < hashed.length; i++) {
    const values = columns.map((column) => halvesOf(column, i));
    set(CROSSED, 0xde, 0xcafcaffe);
    set(PRIME, 0xc6a4a793, 0x5bd1e995);
    for (const { high, low } of values) {
      set(VALUE, high, low);
      concatenate();
    }
    hashed[i] = modulo(CROSSED, buckets);
  }
  return hashed;
}

function halvesOf(column: CrossedColumn, i: number): { high: number; low: number } {
  if (column.dtype === "string") return fingerprint64(column.values[i]!);
  const value = column.values[i]!;
  return { high: value < 0 ? -1 : 0, low: value };
}

// FingerprintCat64 of CROSSED and VALUE into CROSSED
function concatenate(): void {
  multiply(VALUE, VALUE, PRIME);
  shiftMix(VALUE, VALUE);
  multiply(VALUE, VALUE, PRIME);
  xor(CROSSED, CROSSED, PRIME);
  xor(CROSSED, CROSSED, VALUE);
  multiply(CROSSED, CROSSED, PRIME);
  shiftMix(CROSSED, CROSSED);
  multiply(CROSSED, CROSSED, PRIME);
  shiftMix(CROSSED, CROSSED);
}
