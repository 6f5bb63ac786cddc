import type { Tensor } from "@tensorflow/tfjs";
import { received } from "./received.js";
import { tf } from "./tensorflow.js";

/** Options of `ByteExamples`. */
export interface ByteExamplesOptions {
  /** One byte a number, example after example. */
  readonly values: Uint8Array;
  /** Shape of all examples, their count first. */
  readonly shape: readonly number[];
  /** What is said of them where they are printed, e.g. that they are synthetic. */
  readonly note?: string | undefined;
}

/**
 * Many examples of whole numbers from 0 to 255, images for instance, kept as bytes: a quarter of what a
 * tensor takes. Layers and models take them as they are; tensors, of type float32, are made on demand for a
 * part of them.
 *
 * @example
 * import { ByteExamples } from "preplab";
 * const images = new ByteExamples({ values: Uint8Array.of(0, 50, 100, 150, 200, 250), shape: [3, 2] });
 * images.take(2).print();
 * // Tensor
 * //     [[0  , 50 ],
 * //      [100, 150]]
 * console.log(images.slice(2)); // ByteExamples [1, 2]
 */
export class ByteExamples {
  readonly values: Uint8Array;
  readonly shape: readonly number[];
  readonly note: string | undefined;

  constructor({ values, shape, note }: ByteExamplesOptions) {
    const expected = shape.reduce((product, size) => product * size, 1);
    if (shape.length === 0 || values.length !== expected) {
      throw new Error(
        `ByteExamples: expected ${expected} bytes for the shape [${shape.join(", ")}]. ` +
          `Received: ${values.length}`,
      );
    }
    this.values = values;
    this.shape = shape;
    this.note = note;
  }

  /** How many examples there are. */
  get length(): number {
    return this.shape[0]!;
  }

  /** Numbers in one example. */
  get exampleSize(): number {
    return this.shape.slice(1).reduce((product, size) => product * size, 1);
  }

  /** The examples from `start` up to `end`, without copying them. Negative positions count from the end. */
  slice(start = 0, end = this.length): ByteExamples {
    const [from, to] = [start, end].map((at) =>
      Math.min(this.length, Math.max(0, at < 0 ? at + this.length : at)),
    ) as [number, number]; // two for two
    const count = Math.max(0, to - from);
    const values = this.values.subarray(from * this.exampleSize, (from + count) * this.exampleSize);
    return new ByteExamples({ values, shape: [count, ...this.shape.slice(1)], note: this.note });
  }

  /** Copies of the examples at these positions, in their order. */
  gather(positions: ArrayLike<number>): ByteExamples {
    const size = this.exampleSize;
    const values = new Uint8Array(positions.length * size);
    for (let i = 0; i < positions.length; i++) {
      const at = this.#require(positions[i]!, this.length);
      values.set(this.values.subarray(at * size, (at + 1) * size), i * size);
    }
    return new ByteExamples({
      values,
      shape: [positions.length, ...this.shape.slice(1)],
      note: this.note,
    });
  }

  /** One example as a tensor. */
  at(position: number): Tensor {
    const at = this.#require(position < 0 ? position + this.length : position, this.length);
    const { values } = this.slice(at, at + 1);
    return tf.tensor(new Float32Array(values), this.shape.slice(1), "float32");
  }

  /** The first examples as one tensor; all of them when there are fewer. */
  take(count: number): Tensor {
    return this.batch(0, count);
  }

  /** A tensor of `size` examples from `start` on; fewer at the end. */
  batch(start: number, size: number): Tensor {
    this.#require(start, this.length + 1);
    this.#require(size, Number.POSITIVE_INFINITY);
    return this.slice(start, start + size).toTensor();
  }

  /** All examples as one tensor: four bytes a number. */
  toTensor(): Tensor {
    return tf.tensor(new Float32Array(this.values), [...this.shape], "float32");
  }

  #require(value: number, limit: number): number {
    if (Number.isInteger(value) && value >= 0 && value < limit) return value;
    throw new RangeError(
      `ByteExamples: expected a whole number of at least 0` +
        `${limit === Number.POSITIVE_INFINITY ? "" : ` and below ${limit}`}. Received: ${received(value)}`,
    );
  }

  toString(): string {
    const note = this.note === undefined ? "" : ` (${this.note})`;
    return `ByteExamples [${this.shape.join(", ")}]${note}`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}
