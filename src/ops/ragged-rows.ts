import type { Encoded, EncodedMode } from "./encode.js";

/** Rows of integers of different lengths, one behind the other: row i ends before `ends[i]`. */
export interface RaggedRows {
  readonly values: Int32Array;
  readonly ends: Int32Array;
}

/** How long the longest row is; 0 when there is none. */
export function longestRow({ ends }: RaggedRows): number {
  let longest = 0;
  let start = 0;
  for (const end of ends) {
    if (end - start > longest) longest = end - start;
    start = end;
  }
  return longest;
}

/** The rows one under the other, each cut or padded with `padding` to the same length. */
export function padRows({ values, ends }: RaggedRows, length: number, padding = 0): Int32Array {
  const padded = new Int32Array(ends.length * length);
  if (padding !== 0) padded.fill(padding);
  let start = 0;
  for (let row = 0; row < ends.length; row++) {
    const end = ends[row]!;
    padded.set(values.subarray(start, Math.min(end, start + length)), row * length);
    start = end;
  }
  return padded;
}

/** The first `length` values of each row. */
export function truncateRows(rows: RaggedRows, length: number): RaggedRows {
  if (longestRow(rows) <= length) return rows;
  const values = new Int32Array(rows.values.length);
  const ends = new Int32Array(rows.ends.length);
  let start = 0;
  let size = 0;
  rows.ends.forEach((end, row) => {
    const kept = rows.values.subarray(start, Math.min(end, start + length));
    values.set(kept, size);
    size += kept.length;
    ends[row] = size;
    start = end;
  });
  return { values: values.slice(0, size), ends };
}

/** A vector of `depth` places for each row, in which its indices are marked or counted. */
export function encodeRows(
  { values, ends }: RaggedRows,
  mode: Exclude<EncodedMode, "one_hot">,
  depth: number,
): Encoded {
  const encoded = new Float32Array(ends.length * depth);
  for (let row = 0, i = 0; row < ends.length; row++) {
    const start = row * depth;
    for (const end = ends[row]!; i < end; i++) {
      const index = values[i]!;
      if (index < 0 || index >= depth) continue;
      if (mode === "multi_hot") encoded[start + index] = 1;
      else encoded[start + index]!++;
    }
  }
  return { values: encoded, shape: [ends.length, depth] };
}
