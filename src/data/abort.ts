import { tf } from "../tensorflow.js";

/** Waits for promises, one at a time, until a signal aborts. */
export class AbortWatch {
  readonly #signal: AbortSignal | undefined;
  #reject: (reason: unknown) => void = () => {};
  readonly #onAbort = (): void => this.#reject(this.#signal?.reason);

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
    signal?.addEventListener("abort", this.#onAbort);
  }

  /** What the promise gives, or the signal's reason when that comes first. */
  wait<T>(promise: Promise<T>): Promise<T> {
    // not Promise.race: with a promise that stays open it would keep every value alive
    return new Promise((resolve, reject) => {
      if (this.#signal?.aborted) reject(this.#signal.reason);
      this.#reject = reject;
      promise.then(resolve, reject);
    });
  }

  /** Listens no more. */
  end(): void {
    this.#signal?.removeEventListener("abort", this.#onAbort);
  }
}

/** The elements until `signal` aborts: then the pass rejects with its reason, also while one is awaited. */
export async function* abortableElements<T>(
  elements: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void> {
  const iterator = elements[Symbol.asyncIterator]();
  const watch = new AbortWatch(signal);
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = iterator.next();
      let element: IteratorResult<T, unknown>;
      try {
        element = await watch.wait(next);
      } catch (error) {
        // what arrives after the end belongs to nobody
        next.then(({ value }) => tf.dispose(value as never)).catch(() => {});
        throw error;
      }
      if (element.done) return;
      yield element.value;
    }
  } finally {
    watch.end();
    // not awaited: it waits for the element that is on its way
    void Promise.resolve(iterator.return?.()).catch(() => {});
  }
}
