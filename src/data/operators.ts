import { tf } from "../tensorflow.js";
import type { Element } from "./element-types.js";

type Elements<T> = AsyncIterable<T>;
type Pass<T> = AsyncGenerator<T, void>;

/** What `use` gives; when it throws, the element's tensors are disposed. */
export function orDispose<T, R>(element: T, use: () => R): R {
  try {
    return use();
  } catch (error) {
    tf.dispose(element as Element & object); // any nesting; other values are skipped
    throw error;
  }
}

/** `transform` of each element. Tensors that it does not pass on are disposed. */
export async function* mapElements<T extends Element, O extends Element>(
  elements: Elements<T>,
  transform: (value: T) => O,
): Pass<O> {
  for await (const element of elements) {
    // before the transform, which may change the element in place
    const inputs = tensorsIn(element);
    const mapped = orDispose(inputs, () => tf.tidy(() => transform(element) as never)) as O;
    const outputs = new Set(tensorsIn(mapped).map(({ id }) => id));
    for (const input of inputs) if (!outputs.has(input.id)) input.dispose();
    yield mapped;
  }
}

/** The elements that `predicate` accepts. */
export async function* filterElements<T extends Element>(
  elements: Elements<T>,
  predicate: (value: T) => boolean,
): Pass<T> {
  for await (const element of elements) {
    const isKept = orDispose(element, () => tf.tidy(() => predicate(element) as never)) as boolean;
    if (isKept) yield element;
    else tf.dispose(element as never);
  }
}

/** The first `count` elements. */
export async function* takeElements<T>(elements: Elements<T>, count: number): Pass<T> {
  if (count === 0) return;
  let taken = 0;
  for await (const element of elements) {
    yield element;
    if (++taken >= count) return;
  }
}

/** The elements after the first `count`. */
export async function* skipElements<T>(elements: Elements<T>, count: number): Pass<T> {
  let skipped = 0;
  for await (const element of elements) {
    if (skipped++ < count) tf.dispose(element as never);
    else yield element;
  }
}

/** The elements of one after those of the other. */
export async function* concatenateElements<T>(...all: Elements<T>[]): Pass<T> {
  for (const elements of all) yield* elements;
}

/** The elements `count` times over, without end when it is below 0. */
export async function* repeatElements<T>(elements: Elements<T>, count: number): Pass<T> {
  for (let round = 0; count < 0 || round < count; round++) {
    let isEmpty = true;
    for await (const element of elements) {
      isEmpty = false;
      yield element;
    }
    // nothing for ever is nothing
    if (isEmpty) return;
  }
}

function tensorsIn(value: Element): ReturnType<typeof tf.tensor_util.getTensorsInContainer> {
  return tf.tensor_util.getTensorsInContainer(value);
}
