import { type DenseArray, toInt32 } from "../../ops/dense-array.js";
import { received } from "../../received.js";

/**
 * The numbers of an input as integers, fractions cut off. Throws, naming `owner`, when there are strings,
 * or a number that is not finite or beyond 32 bits: tensors have no larger integers.
 */
export function readIntegers(owner: string, input: DenseArray): Int32Array {
  if (input.dtype === "string" && input.values.length > 0) {
    throw new Error(`${owner}: input must hold integers. Received: ${received(input)}`);
  }
  if (input.dtype === "string") return new Int32Array(0);
  if (input.dtype === "float32") {
    for (const value of input.values) {
      if (Math.abs(value) < 2 ** 31 || value === -(2 ** 31)) continue;
      throw new Error(`${owner}: input must hold integers of 32 bits. Received: ${value}`);
    }
  }
  return toInt32(input);
}
