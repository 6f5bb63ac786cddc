import { Dataset } from "../dataset.js";
import type { Element } from "../element-types.js";

type Elements<T> = Iterator<T> | AsyncIterator<T>;

/**
 * A dataset of what a generator yields, which starts anew at each pass. Generators may wait; a pass that ends
 * early lets them run their `finally`.
 *
 * @example
 * import { data } from "preplab";
 * const numbers = data.generator(function* () { for (let i = 0; ; i++) yield i; });
 * console.log(await numbers.take(3).toArray()); // [ 0, 1, 2 ]
 */
export function generator<T extends Element>(
  start: () => Elements<T> | Promise<Elements<T>>,
): Dataset<T> {
  return new Dataset({
    steps: ["generator"],
    open: async () => {
      const elements = await start();
      return {
        next: async () => elements.next(),
        return: async () => elements.return?.(),
      };
    },
  });
}

/** A dataset of what a function gives each time it is called, until it gives `{ value, done: true }`. */
export function func<T extends Element>(
  next: () => IteratorResult<T> | Promise<IteratorResult<T>>,
): Dataset<T> {
  return generator(() => ({ next: async () => next() }));
}
