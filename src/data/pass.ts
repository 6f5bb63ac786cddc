import type { TensorContainer, data as tfData } from "@tensorflow/tfjs";
import { tf } from "../tensorflow.js";

/** One pass over the elements of a dataset. `next` may be called again before it resolved. */
export interface Pass<T> {
  next(): Promise<IteratorResult<T, unknown>>;
  /** Ends the pass early and gives up what it holds. */
  return?(): unknown;
}

/** The iterator of `tf.data`, and how to end it early. */
export type LazyIterator<T extends TensorContainer> = Awaited<
  ReturnType<tfData.Dataset<T>["iterator"]>
> & { return?(): Promise<void> };

/** A pass as an iterator of `tf.data`, a class that tfjs does not export. */
export async function lazyIterator<T extends TensorContainer>(
  pass: Pass<T>,
): Promise<LazyIterator<T>> {
  const source = tf.data.generator<T>(async () => pass as unknown as Iterator<T>); // next is replaced below
  const iterator: LazyIterator<T> = await source.iterator();
  iterator.next = () => {
    const element = pass.next();
    // whoever looks ahead awaits a failure later: until then it must not count as unhandled
    element.catch(() => {});
    return element as Promise<IteratorResult<T>>;
  };
  iterator.return = async () => {
    await pass.return?.();
  };
  return iterator;
}

/** The elements of any dataset; the iterator is ended when the loop is left. */
export async function* elementsOf<T extends TensorContainer>(
  dataset: tfData.Dataset<T>,
): AsyncGenerator<T, void> {
  const iterator: LazyIterator<T> = await dataset.iterator();
  try {
    for (;;) {
      const element = await iterator.next();
      if (element.done) return;
      yield element.value;
    }
  } finally {
    await iterator.return?.();
  }
}
