import type { Tensor } from "@tensorflow/tfjs";
import { type DenseArray, sizeOf } from "../../ops/dense-array.js";
import type { Text } from "../../ops/token-scanner.js";
import { received } from "../../received.js";
import { tf } from "../../tensorflow.js";
import { isTensor, isTensorList, readInput } from "../base/read-input.js";

/** Texts in row-major order. Those of a tensor are the UTF-8 bytes it holds, not decoded. */
export interface Texts {
  readonly texts: ArrayLike<Text>;
  readonly shape: readonly number[];
}

/** The texts in any input. Throws, naming `owner`, when it holds something else. */
export function readTexts(owner: string, input: unknown): Texts {
  const tensor = isTensorList(input) && input.length === 1 ? input[0]! : input;
  if (isTensor(tensor) && tensor.dtype === "string") {
    return { texts: stringBytes(tensor), shape: tensor.shape };
  }
  return textsIn(owner, readInput(owner, tensor, "int32"));
}

/** The texts in an array. Throws, naming `owner`, when it holds numbers. */
export function textsIn(owner: string, input: DenseArray): Texts {
  // an empty array has no type of its own
  if (input.values.length === 0) return { texts: [], shape: input.shape };
  if (input.dtype === "string") return { texts: input.values, shape: input.shape };
  throw new Error(`${owner}: input must hold strings. Received: ${received(input)}`);
}

// what dataSync would decode string by string
function stringBytes(tensor: Tensor): readonly Uint8Array[] {
  if (sizeOf(tensor.shape) === 0) return [];
  return tf.engine().readSync(tensor.dataId) as unknown as Uint8Array[]; // how tfjs keeps strings
}

/** The shape that the rows of tokens are arranged in. Throws, naming `owner`, when no text is alone. */
export function rowShape<D extends number | null>(owner: string, shape: readonly D[]): D[] {
  if (shape.length <= 1) return [...shape];
  if (shape.at(-1) === 1) return shape.slice(0, -1);
  throw new Error(
    `${owner}: with a split the input must be of rank 0 or 1, or have 1 as its last dimension. ` +
      `Received: shape [${shape.join(", ")}]`,
  );
}
