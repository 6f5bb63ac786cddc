import { tf } from "../../tensorflow.js";
import type { HostElement } from "../host-element.js";
import { ElementRun, type RunContext } from "./element-run.js";
import { Turn } from "./turn.js";

/** How results are queued. */
export interface QueueOptions {
  /** Whether results come in the order of the elements, or as they are ready. */
  readonly isOrdered: boolean;
  /** How many elements may be on their way. */
  readonly atOnce: number;
}

/** Takes elements in as long as few enough are on their way, and hands out what became of them. */
export class ResultQueue<T> {
  readonly #elements: AsyncIterator<T>;
  readonly #context: RunContext;
  readonly #options: QueueOptions;
  // null is the end
  readonly #queue: Promise<HostElement | null>[] = [];
  readonly #running = new Set<Promise<HostElement>>();
  #onWay = 0;
  #isReading = false;
  #hasEnded = false;
  #lastTurn: Turn | null = null;
  #wake = (): void => {};

  constructor(elements: AsyncIterable<T>, context: RunContext, options: QueueOptions) {
    this.#elements = elements[Symbol.asyncIterator]();
    this.#context = context;
    this.#options = options;
  }

  /** The next result; null after the last one. Rejects where an element or its result failed. */
  async next(): Promise<HostElement | null> {
    void this.#read();
    while (this.#queue.length === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const result = await this.#queue[0]!; // just looked
    if (result === null) return null;
    this.#queue.shift();
    this.#onWay--;
    // the next element is on its way while this one is used
    void this.#read();
    return result;
  }

  /** Takes nothing in any more. */
  end(): void {
    this.#hasEnded = true;
    // not awaited: it waits for an element that is on its way
    void Promise.resolve(this.#elements.return?.()).catch(() => {});
  }

  async #read(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      while (this.#onWay < this.#options.atOnce && !this.#hasEnded) {
        const element = await this.#elements.next();
        if (element.done) this.#finish(Promise.resolve(null));
        else if (this.#hasEnded)
          tf.dispose(element.value as never); // nobody wants it any more
        else this.#start(element.value);
      }
    } catch (error) {
      this.#finish(Promise.reject(error));
    } finally {
      this.#isReading = false;
    }
  }

  #start(element: T): void {
    this.#onWay++;
    this.#lastTurn = new Turn(this.#lastTurn);
    const result = new ElementRun(this.#context, this.#lastTurn).map(element);
    if (this.#options.isOrdered) this.#add(result);
    else {
      this.#running.add(result);
      const add = (): void => {
        this.#running.delete(result);
        this.#add(result);
      };
      result.then(add, add);
    }
  }

  // after all that were started
  #finish(last: Promise<null>): void {
    this.#hasEnded = true;
    last.catch(() => {});
    void Promise.allSettled(this.#running).then(() => this.#add(last));
  }

  #add(result: Promise<HostElement | null>): void {
    result.catch(() => {}); // told to whoever asks for it
    this.#queue.push(result);
    this.#wake();
  }
}
