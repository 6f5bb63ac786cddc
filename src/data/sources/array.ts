import { isTensor } from "../../layers/base/read-input.js";
import { received } from "../../received.js";
import { Dataset } from "../dataset.js";
import type { Element } from "../element-types.js";
import { isRecord } from "../host-element.js";
import { specAtHand } from "../known-spec.js";
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
    throw new Error(`array: expected an array of elements. Received: ${received(items)}`);
  }
  return new Dataset({
    open: async function* () {
      for (const item of items) yield copyOf(item) as T; // as it is
    },
    chunks: async function* () {
      for (let at = 0; at < items.length; at += CHUNK_SIZE) yield items.slice(at, at + CHUNK_SIZE);
    },
    size: items.length,
    steps: ["array"],
    spec: () => (items.length === 0 ? undefined : specAtHand(items[0])),
  });
}

// whoever gets an element may change it and dispose its tensors
function copyOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isTensor(value)) return value.clone();
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item)]));
}
