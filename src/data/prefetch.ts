import type { TensorContainer, data as tfData } from "@tensorflow/tfjs";
import { tf } from "../tensorflow.js";
import type { LazyIterator } from "./pass.js";

/** The elements of a dataset, `bufferSize` of them asked for before they are wanted. */
export async function* prefetchElements<T extends TensorContainer>(
  dataset: tfData.Dataset<T>,
  bufferSize: number,
): AsyncGenerator<T, void> {
  const iterator: LazyIterator<T> = await dataset.iterator();
  const ahead: Promise<IteratorResult<T, unknown>>[] = [];
  const refill = (): void => {
    while (ahead.length < bufferSize) {
      const element = iterator.next();
      // a failure is for the consumer that gets this far, not for the process
      element.catch(() => {});
      ahead.push(element);
    }
  };
  try {
    for (;;) {
      refill();
      const element = await ahead.shift()!; // just filled
      if (element.done) return;
      refill();
      yield element.value;
    }
  } finally {
    for (const element of ahead) {
      element.then(({ value }) => tf.dispose(value as never)).catch(() => {});
    }
    await iterator.return?.();
  }
}
