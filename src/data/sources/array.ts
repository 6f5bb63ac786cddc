import { tf } from "../../tensorflow.js";
import { Dataset } from "../dataset.js";
import type { Element } from "../element-types.js";
import { CHUNK_SIZE } from "../row-chunks.js";

/**
 * A dataset of the items of an array, as `tf.data.array` makes it; batches of it are made without a detour
 * over single items.
 *
 * @example
 * import { data } from "preplab";
 * const words = data.array(["a", "b", "c"]);
 * console.log(words.cardinality, await words.skip(1).toArray()); // 3 [ 'b', 'c' ]
 */
export function array<T extends Element>(items: T[]): Dataset<T> {
  if (!Array.isArray(items)) {
    // typed arrays are no lists of elements for tfjs either
    throw new Error(`array: expected an array of elements. Received: ${typeof items}`);
  }
  return new Dataset({
    open: () => tf.data.array(items).iterator(),
    chunks: async function* () {
      for (let at = 0; at < items.length; at += CHUNK_SIZE) yield items.slice(at, at + CHUNK_SIZE);
    },
    size: items.length,
  });
}
