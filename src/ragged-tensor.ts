import type { Tensor } from "@tensorflow/tfjs";
import { sizeOf } from "./ops/dense-array.js";
import { longestRow, padRows, type RaggedRows } from "./ops/ragged-rows.js";
import { tf } from "./tensorflow.js";

/** Nested integers, rows of any length. */
export type RaggedNumbers = readonly (number | RaggedNumbers)[];

/**
 * Rows of integers that differ in length, which no tensor of tfjs can hold. Its `values` are an int32 tensor
 * of all rows one behind the other; row i ends before `rowEnds[i]`. To be disposed like a tensor.
 *
 * @example
 * import { layers } from "preplab";
 * const texts = layers.textVectorization({ vocabulary: ["a", "b"], ragged: true });
 * const rows = texts(["a b", "b"]);
 * console.log(rows.arraySync()); // [ [ 2, 3 ], [ 3 ] ]
 * rows.toTensor().print();
 * // Tensor
 * //     [[2, 3],
 * //      [3, 0]]
 */
export class RaggedTensor {
  readonly values: Tensor;
  readonly rowEnds: Int32Array;
  /** As a tensor's, the rows' length null. */
  readonly shape: readonly (number | null)[];
  readonly dtype = "int32";

  /** `outer` is the shape that the rows are arranged in; one list of rows by default. */
  constructor(rows: RaggedRows, outer: readonly number[] = [rows.ends.length]) {
    this.values = tf.tensor1d(rows.values, "int32");
    this.rowEnds = rows.ends;
    this.shape = [...outer, null];
  }

  /** The rows as nested arrays. */
  arraySync(): RaggedNumbers {
    const values = this.values.dataSync();
    let nested: RaggedNumbers = Array.from(this.rowEnds, (end, row) =>
      Array.from(values.subarray(row === 0 ? 0 : this.rowEnds[row - 1]!, end)),
    );
    const outer = this.#outer();
    for (const size of outer.slice(1).toReversed()) {
      const rows: RaggedNumbers = nested;
      nested = Array.from({ length: rows.length / size }, (_, i) =>
        rows.slice(i * size, (i + 1) * size),
      );
    }
    return nested;
  }

  /** A tensor of all rows, padded to the longest one. */
  toTensor(padding = 0): Tensor {
    const rows = { values: this.values.dataSync() as Int32Array, ends: this.rowEnds }; // int32
    const length = longestRow(rows);
    const outer = this.#outer();
    const padded = padRows(rows, length, padding).subarray(0, sizeOf(outer) * length);
    return tf.tensor(padded, [...outer, length], "int32");
  }

  get isDisposed(): boolean {
    return this.values.isDisposed;
  }

  dispose(): void {
    this.values.dispose();
  }

  #outer(): number[] {
    return this.shape.slice(0, -1) as number[]; // only the last size is open
  }

  toString(): string {
    return `RaggedTensor(${JSON.stringify(this.arraySync())})`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}
