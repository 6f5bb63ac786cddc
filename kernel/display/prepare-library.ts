import type * as tfjs from "@tensorflow/tfjs";
import { readInPlaceWith } from "./kinds/tensor-in-place.js";
import { installLibraryInspect } from "./library-inspect.js";
import type { NumberList } from "./numbers/number-statistics.js";
import { printSummaries } from "./print-summary.js";

/**
 * Lets the values of the one TensorFlow.js be printed as they are shown, and be read without a copy by
 * `peek`. That is given, since what is shown must not load the library.
 */
export function prepareLibrary(
  tf: typeof tfjs,
  peek: (tensor: tfjs.Tensor) => NumberList | undefined,
): void {
  installLibraryInspect({
    Tensor: tf.Tensor,
    SymbolicTensor: tf.SymbolicTensor,
    Layer: tf.layers.Layer,
    Dataset: tf.data.Dataset,
  });
  printSummaries(tf);
  readInPlaceWith((tensor) => (tensor instanceof tf.Tensor ? peek(tensor) : undefined));
}
