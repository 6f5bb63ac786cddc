import type { data as tfData } from "@tensorflow/tfjs";
import type { PreprocessingLayer } from "../layers/base/preprocessing-layer.js";
import { requireCount } from "../layers/base/require-count.js";
import { received } from "../received.js";
import { tf } from "../tensorflow.js";
import { abortableElements } from "./abort.js";
import { type BatchLeaves, batchChunks, batchElements, stackRows } from "./batch-rows.js";
import { ElementCache } from "./cache.js";
import { type ElementSpec, specOf } from "./element-spec.js";
import type { Batched, Element, MappedByLayer, Remapped } from "./element-types.js";
import { fromHost, type HostElement, toHost } from "./host-element.js";
import { batchedSpec, specOfAny } from "./known-spec.js";
import {
  concatenateElements,
  filterElements,
  mapElements,
  repeatElements,
  skipElements,
  takeElements,
} from "./operators.js";
import { type PadBatchOptions, padRowsOf } from "./pad-batch.js";
import { type ParallelMapOptions, parallelMapper } from "./parallel/parallel-map.js";
import { elementsOf, type LazyIterator, lazyIterator, type Pass } from "./pass.js";
import { prefetchElements } from "./prefetch.js";
import type { RowChunks } from "./row-chunks.js";

type Mapper = (value: never) => Element;

/** Where the elements of a dataset come from. */
export interface DatasetSource<T> {
  /** Starts a pass over the elements. */
  open(): Pass<T> | Promise<Pass<T>>;
  /** The same elements, many at a time, where that is faster. */
  readonly chunks?: (() => RowChunks<T>) | undefined;
  /** How many elements there are: Infinity without end, null when unknown. Defaults to null. */
  readonly size?: number | null | undefined;
  /** How the elements come about, for whoever looks at the dataset: `["array", "batch(32)"]`. */
  readonly steps?: readonly string[] | undefined;
  /** What the first element is made of, where that is known without drawing it. */
  readonly spec?: (() => ElementSpec | undefined) | undefined;
}

type Made<O> = Omit<DatasetSource<O>, "steps">;

/**
 * A `tf.data.Dataset` that does more: maps on several threads, pads batches, caches, tells what it holds, can
 * be aborted and iterated with `for await`. Everything that takes a dataset takes it, `fitDataset` and
 * `adapt` included; every method of `tf.data` gives one of these again, with the types of its elements.
 *
 * Elements are made as they are asked for. The tensors in them belong to whoever gets them; those on the way
 * are disposed when a pass ends early or fails.
 *
 * @example
 * import { data } from "preplab";
 * const squares = data.array([1, 2, 3, 4, 5]).map((x) => x * x);
 * for await (const batch of squares.batch(3)) console.log(batch.arraySync());
 * // [ 1, 4, 9 ]
 * // [ 16, 25 ]
 */
export class Dataset<T extends Element> extends tf.data.Dataset<T> {
  override readonly size: number;
  readonly #source: DatasetSource<T>;
  #peeked: { readonly spec: ElementSpec; readonly host: HostElement; pass: Pass<T> | null } | null =
    null;

  constructor(source: DatasetSource<T>) {
    super();
    this.#source = source;
    // tfjs types it so, and puts null where it is unknown
    this.size = (source.size ?? null) as number;
  }

  /** What the first element is made of, if `elementSpec` was asked or it is known without drawing it. */
  get knownSpec(): ElementSpec | undefined {
    return this.#peeked?.spec ?? this.#source.spec?.();
  }

  /** How the elements come about: `["array", "shuffle(1000)", "batch(32)"]`; empty where that is not known. */
  get steps(): readonly string[] {
    return this.#source.steps ?? [];
  }

  /** How many elements there are: Infinity without end, null when unknown. */
  get cardinality(): number | null {
    return this.size;
  }

  override iterator(): Promise<LazyIterator<T>> {
    // a pass begins with its first element: fitDataset asks for an iterator that it never uses
    let opening: Promise<Pass<T>> | undefined;
    let pass: Pass<T> | undefined;
    const open = async (): Promise<Pass<T>> => {
      opening ??= Promise.resolve(this.#takePeeked() ?? this.#source.open());
      pass = await opening;
      return pass;
    };
    return lazyIterator({
      next: () => pass?.next() ?? open().then((opened) => opened.next()),
      return: async () => (await opening)?.return?.(),
    });
  }

  /** The elements. Leaving the loop ends the pass. */
  [Symbol.asyncIterator](): AsyncGenerator<T, void> {
    return elementsOf(this);
  }

  /**
   * The names, shapes and types in the first element. Nothing is lost by looking: the next pass begins with
   * the very element that was looked at. Throws when there is none.
   *
   * @example
   * import { data } from "preplab";
   * const rows = data.zip({ xs: data.array(["a b", "c"]), ys: data.array([0, 1]) }).batch(2);
   * console.log(await rows.elementSpec());
   * // { xs: { shape: [ 2 ], dtype: 'string' }, ys: { shape: [ 2 ], dtype: 'float32' } }
   */
  async elementSpec(): Promise<ElementSpec> {
    if (this.#peeked !== null) return this.#peeked.spec;
    const pass = await this.#source.open();
    const first = await pass.next();
    if (first.done) {
      throw new Error("elementSpec: the dataset must have one element or more. Received: none");
    }
    let host: HostElement;
    try {
      host = toHost(first.value, { owner: "elementSpec" });
    } finally {
      tf.dispose(first.value as never); // any nesting; other values are skipped
    }
    const again = startingWith(fromHost, host, pass) as Pass<T>;
    this.#peeked = { spec: specOf(host), host, pass: again };
    return this.#peeked.spec;
  }

  /**
   * The first element, for a look at it: the next pass begins with it all the same. Its tensors are the
   * caller's. Throws when there is none.
   *
   * @example
   * import { data } from "preplab";
   * const batches = data.array([1, 2, 3]).batch(2);
   * console.log((await batches.peek()).arraySync()); // [ 1, 2 ]
   */
  async peek(): Promise<T> {
    await this.elementSpec();
    return fromHost(this.#peeked!.host) as T; // what the element was
  }

  /**
   * Maps elements on several threads: the layers that `fn` calls run there, everything else in `fn` runs
   * here. See `ParallelMapOptions`. Elements keep their order, and random layers draw what they would draw
   * in `map`, however many threads there are.
   *
   * `fn` is a layer or a function that calls layers. It runs once for each element as long as it only passes
   * on what the layers give; where it computes with that (`layer(x).mul(2)`), it runs again once the value
   * is there, so that it should do nothing but compute. What a layer knows at its first call in a pass holds for the pass.
   * Tensors that `fn` gets are disposed afterwards. Fails with the error of the layer, of `fn` or of the
   * dataset, when a thread dies, or with the reason of `signal`.
   *
   * @example
   * import { data, layers } from "preplab";
   * const vectorizer = layers.textVectorization({ vocabulary: ["to", "each"] });
   * const rows = data
   *   .zip({ xs: data.array(["To each", "each other"]), ys: data.array([0, 1]) })
   *   .batch(2)
   *   .parallelMap(({ xs, ys }) => ({ xs: vectorizer(xs), ys }), { parallelism: 2 });
   * for await (const { xs, ys } of rows) console.log(xs.arraySync(), ys.arraySync());
   * // [ [ 2, 3 ], [ 3, 1 ] ] [ 0, 1 ]
   */
  parallelMap(
    layer: PreprocessingLayer,
    options?: ParallelMapOptions,
  ): Dataset<MappedByLayer<T> & Element>;
  parallelMap<O extends Element>(fn: (value: T) => O, options?: ParallelMapOptions): Dataset<O>;
  /** Maps the values under some keys, each by a layer or a function; the others stay as they are. */
  parallelMap<F extends { readonly [K in keyof T]?: (value: T[K]) => Element }>(
    fns: F,
    options?: ParallelMapOptions,
  ): Dataset<Remapped<T, F> & Element>;
  parallelMap(
    fn: PreprocessingLayer | ((value: T) => Element) | Readonly<Record<string, Mapper>>,
    options: ParallelMapOptions = {},
  ): Dataset<Element> {
    const map = parallelMapper<T, Element>(
      fn as Mapper | Readonly<Record<string, Mapper>>,
      options,
    ); // a layer is a function
    return this.#then(stepOf("parallelMap", fn), { open: () => map(this), size: this.size });
  }

  /**
   * Remembers the elements of the first complete pass in memory, so that later ones neither read nor compute
   * anything. Each pass gives tensors of its own; what is remembered is no tensor and needs no disposing.
   *
   * @example
   * import { data } from "preplab";
   * let read = 0;
   * const numbers = data.generator(function* () { read++; yield* [1, 2]; }).cache();
   * console.log(await numbers.toArray(), await numbers.toArray(), read); // [ 1, 2 ] [ 1, 2 ] 1
   */
  cache(): Dataset<T> {
    const cache = new ElementCache<T>();
    return this.#same("cache", () => cache.elements(this));
  }

  /**
   * Batches of rows that differ in length, each padded at its end: to the longest row of the batch, or to
   * `paddedShapes`. All rows of one key need one rank and type.
   *
   * @example
   * import { data } from "preplab";
   * const rows = data.array([[1, 2, 3], [4]]).padBatch(2, { paddingValues: -1 });
   * for await (const batch of rows) console.log(batch.arraySync()); // [ [ 1, 2, 3 ], [ 4, -1, -1 ] ]
   */
  padBatch(batchSize: number, options: PadBatchOptions = {}): Dataset<Batched<T> & Element> {
    return this.#batch("padBatch", batchSize, options.smallLastBatch ?? true, padRowsOf(options));
  }

  /** The same elements until `signal` aborts: then the pass rejects with the signal's reason. */
  withSignal(signal: AbortSignal): Dataset<T> {
    return this.#same("withSignal", () => abortableElements(this, signal));
  }

  /** The values under one key of each element. */
  column<K extends keyof T & string>(name: K): Dataset<T[K] & Element> {
    const read = (row: T): T[K] & Element => readColumn(row, name) as T[K] & Element; // of this key
    const { chunks } = this.#source;
    return this.#then(`column(${JSON.stringify(name)})`, {
      open: () => mapElements(this, read),
      spec: () => Object.entries(this.knownSpec ?? {}).find(([key]) => key === name)?.[1],
      chunks:
        chunks &&
        async function* () {
          for await (const rows of chunks()) yield rows.map(read);
        },
      size: this.size,
    });
  }

  /** What `zip` and other sources build on: many elements at a time, where there are such. */
  get chunks(): (() => RowChunks<T>) | undefined {
    return this.#source.chunks;
  }

  override batch(batchSize: number, smallLastBatch = true): Dataset<Batched<T> & Element> {
    return this.#batch("batch", batchSize, smallLastBatch, stackRows);
  }

  override concatenate(dataset: tfData.Dataset<T>): Dataset<T> {
    const { size } = super.concatenate(dataset);
    return this.#same("concatenate", () => concatenateElements(this, elementsOf(dataset)), size);
  }

  override filter(predicate: (value: T) => boolean): Dataset<T> {
    const { size } = super.filter(predicate);
    return this.#others("filter", () => filterElements(this, predicate), size);
  }

  override map<O extends Element>(transform: (value: T) => O): Dataset<O> {
    const open = () => mapElements(this, transform);
    return this.#then(stepOf("map", transform), { open, size: this.size });
  }

  override mapAsync<O extends Element>(transform: (value: T) => Promise<O>): Dataset<O> {
    return this.#through(stepOf("mapAsync", transform), super.mapAsync(transform));
  }

  override prefetch(bufferSize: number): Dataset<T> {
    const ahead = requireCount("prefetch", "bufferSize", bufferSize);
    return this.#same(`prefetch(${ahead})`, () => prefetchElements(this, ahead));
  }

  override repeat(count = -1): Dataset<T> {
    const step = count == null || count < 0 ? "repeat" : `repeat(${count})`;
    return this.#same(step, () => repeatElements(this, count), super.repeat(count).size);
  }

  override shuffle(bufferSize: number, seed?: string, reshuffle?: boolean): Dataset<T> {
    const shuffled = super.shuffle(bufferSize, seed, reshuffle);
    return this.#through(`shuffle(${bufferSize})`, shuffled, () => specOfAny(this.knownSpec));
  }

  override skip(count: number): Dataset<T> {
    return this.#others(`skip(${count})`, () => skipElements(this, count), super.skip(count).size);
  }

  override take(count: number): Dataset<T> {
    if (count == null || count < 0) return this;
    return this.#same(`take(${count})`, () => takeElements(this, count), super.take(count).size);
  }

  #takePeeked(): Pass<T> | null {
    const pass = this.#peeked?.pass ?? null;
    if (pass !== null) this.#peeked!.pass = null;
    return pass;
  }

  #then<O extends Element>(step: string, made: Made<O>): Dataset<O> {
    return new Dataset({ ...made, steps: [...this.steps, step] });
  }

  /** beginning with the same element */
  #same(step: string, open: () => Pass<T>, size: number | null = this.size): Dataset<T> {
    return this.#then(step, { open, size, spec: () => this.knownSpec });
  }

  /** beginning with another one of the elements */
  #others(step: string, open: () => Pass<T>, size: number | null): Dataset<T> {
    return this.#then(step, { open, size, spec: () => specOfAny(this.knownSpec) });
  }

  #through<O extends Element>(step: string, made: tfData.Dataset<O>, spec?: Made<O>["spec"]) {
    return this.#then<O>(step, { open: () => made.iterator(), size: made.size, spec });
  }

  #batch(
    owner: string,
    batchSize: number,
    smallLastBatch: boolean,
    leaves: BatchLeaves,
  ): Dataset<Batched<T> & Element> {
    const count = requireCount(owner, "batchSize", batchSize);
    const { chunks } = this.#source;
    const open = (): Pass<Element> =>
      chunks === undefined
        ? batchElements(this, count, smallLastBatch, leaves)
        : batchChunks(chunks(), count, smallLastBatch, leaves);
    const size = this.size === null ? null : this.size / count;
    return this.#then(`${owner}(${count})`, {
      open: open as () => Pass<Batched<T> & Element>, // as the rows are
      spec: () => batchedSpec(this.knownSpec, Math.min(count, this.size ?? count)),
      size: size && (smallLastBatch ? Math.ceil(size) : Math.floor(size)),
    });
  }
}

/**
 * Any dataset of `tf.data` as one of preplab's.
 *
 * @example
 * import { data, tf } from "preplab";
 * const dataset = data.from(tf.data.array([3, 1, 2]));
 * console.log(dataset.cardinality, await dataset.take(2).toArray()); // 3 [ 3, 1 ]
 */
export function fromTfDataset<T extends Element>(dataset: tfData.Dataset<T>): Dataset<T> {
  if (dataset instanceof Dataset) return dataset;
  return new Dataset({ open: () => dataset.iterator(), size: dataset.size });
}

/** `map(RandomFlip)`: what maps, where it has a name. */
function stepOf(method: string, fn: unknown): string {
  if (typeof fn === "function") {
    const { getClassName } = fn as { getClassName?: () => string }; // layers have it
    const name = getClassName?.call(fn) ?? fn.name;
    return name === "" ? method : `${method}(${name})`;
  }
  return `${method}(${Object.keys(fn as object).join(", ")})`;
}

function readColumn(row: unknown, name: string): unknown {
  if (typeof row === "object" && row !== null && name in row) {
    return (row as Record<string, unknown>)[name]; // just checked
  }
  throw new Error(
    `column: expected elements with the key ${JSON.stringify(name)}. Received: ${received(row)}`,
  );
}

// the pass of which the first element was taken
function startingWith<H>(
  restore: (host: H) => unknown,
  first: H,
  rest: Pass<unknown>,
): Pass<unknown> {
  let isFirst = true;
  return {
    next: () => {
      if (!isFirst) return rest.next();
      isFirst = false;
      return Promise.resolve({ done: false, value: restore(first) });
    },
    return: () => rest.return?.(),
  };
}
