import type { NumberList } from "../numbers/number-statistics.js";
import type { TensorContent } from "./tensor-content.js";

/** The numbers of a tensor where its backend keeps them; undefined where that cannot be read. */
export type InPlaceReader = (tensor: object) => NumberList | undefined;

let reader: InPlaceReader = () => undefined;

/** Lets tensors be read without a copy of their numbers. */
export function readInPlaceWith(read: InPlaceReader): void {
  reader = read;
}

/**
 * The content of a tensor without a copy, good only until anything else runs: memory moves as it grows
 * and is used again for other tensors.
 */
export function contentInPlace(tensor: object): TensorContent | undefined {
  try {
    const numbers = reader(tensor);
    return numbers === undefined ? undefined : { type: "numbers", numbers };
  } catch {
    // private parts of a backend that is not the one expected
    return undefined;
  }
}
