import type * as tfjs from "@tensorflow/tfjs";
import { peekHeap } from "../../src/simd/heap.js";
import { readInPlaceWith } from "./kinds/tensor-in-place.js";
import { installLibraryInspect } from "./library-inspect.js";
import { printSummaries } from "./print-summary.js";

/** Lets the values of the one TensorFlow.js be printed as they are shown, and be read without a copy. */
export function prepareLibrary(tf: typeof tfjs): void {
  installLibraryInspect({
    Tensor: tf.Tensor,
    SymbolicTensor: tf.SymbolicTensor,
    Layer: tf.layers.Layer,
    Dataset: tf.data.Dataset,
  });
  printSummaries(tf);
  readInPlaceWith((tensor) => (tensor instanceof tf.Tensor ? peekHeap(tensor) : undefined));
}
