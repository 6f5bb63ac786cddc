import type { TensorContainer } from "@tensorflow/tfjs";
import { tf } from "../tensorflow.js";
import { fromHost, type HostElement, toHost } from "./host-element.js";

/**
 * Elements remembered from the first complete pass on. They are held as plain arrays, not as tensors: each
 * pass gives new tensors, whoever disposes them, and nothing is left to dispose when the cache is dropped.
 */
export class ElementCache<T extends TensorContainer> {
  #known: readonly HostElement[] | null = null;

  /** How many elements are remembered; null before the first complete pass. */
  get size(): number | null {
    return this.#known?.length ?? null;
  }

  /** The remembered elements, or those of `source`, which are remembered when it ends. */
  async *elements(source: AsyncIterable<T>): AsyncGenerator<T, void> {
    if (this.#known !== null) {
      for (const host of this.#known) yield fromHost(host) as T; // as it went in
      return;
    }
    const seen: HostElement[] = [];
    for await (const element of source) {
      try {
        seen.push(toHost(element, { owner: "cache" }));
      } catch (error) {
        tf.dispose(element as never); // any nesting; other values are skipped
        throw error;
      }
      yield element;
    }
    this.#known ??= seen;
  }
}
