import type { Tensor, TensorContainer, data as tfData } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import { data, ready, tf } from "../../../src/index.js";
import { arraysOf, expectNoLeak } from "./leaks.js";

beforeAll(ready);

type Ours<T extends TensorContainer> = data.Dataset<T>;

// a dataset of preplab and the same of tf.data
const ITEMS = [5, 3, 8, 1, 9, 2, 7];
const pairs: [string, (dataset: tfData.Dataset<number>) => tfData.Dataset<TensorContainer>][] = [
  ["batch", (dataset) => dataset.batch(3)],
  ["batch without a small last one", (dataset) => dataset.batch(3, false)],
  ["concatenate", (dataset) => dataset.concatenate(tf.data.array([1, 2]))],
  ["filter", (dataset) => dataset.filter((x) => x > 3)],
  ["map", (dataset) => dataset.map((x) => ({ x, twice: tf.scalar(2 * x) }))],
  ["mapAsync", (dataset) => dataset.mapAsync(async (x) => x + 1)],
  ["prefetch", (dataset) => dataset.prefetch(4)],
  ["repeat", (dataset) => dataset.repeat(3)],
  ["repeat of none", (dataset) => dataset.repeat(0)],
  ["shuffle", (dataset) => dataset.shuffle(4, "seed")],
  ["skip", (dataset) => dataset.skip(2)],
  ["skip of all", (dataset) => dataset.skip(20)],
  ["take", (dataset) => dataset.take(2)],
  ["take of more", (dataset) => dataset.take(20)],
  ["take of none", (dataset) => dataset.take(0)],
  [
    "all of them",
    (dataset) =>
      dataset
        .shuffle(3, "s")
        .map((x) => 2 * x)
        .skip(1)
        .batch(2)
        .take(2),
  ],
];

describe("Dataset", () => {
  it.each(pairs)("gives what tf.data gives: %s", async (_, change) => {
    await expectNoLeak(async () => {
      const own = change(data.array([...ITEMS]));
      const theirs = change(tf.data.array([...ITEMS]));
      expect(await arraysOf(data.from(own))).toEqual(await arraysOf(data.from(theirs)));
      expect(own.size).toBe(theirs.size);
      expect(own).toBeInstanceOf(data.Dataset);
      expect(own).toBeInstanceOf(tf.data.Dataset);
    });
  });

  it("has every export of tf.data", () => {
    const names = Object.keys(tf.data).filter((name) => name !== "default");
    expect(Object.keys(data)).toEqual(expect.arrayContaining(names));
  });

  it("knows its elements' types through every method", () => {
    const rows = data.zip({ xs: data.array(["a"]), ys: data.array([1]) });
    expectTypeOf(rows).toExtend<Ours<{ xs: string; ys: number }>>();
    expectTypeOf(rows.batch(2)).toExtend<Ours<{ xs: Tensor; ys: Tensor }>>();
    const mapped = rows
      .shuffle(2)
      .batch(2)
      .map(({ xs }) => xs)
      .prefetch(1)
      .cache()
      .repeat(2);
    expectTypeOf(mapped).toEqualTypeOf<Ours<Tensor>>();
    expectTypeOf(rows.column("ys")).toExtend<Ours<number>>();
    expectTypeOf(data.zip([data.array([1]), data.array(["a"])])).toExtend<Ours<[number, string]>>();
  });

  it("can be iterated anew, by every consumer of tf.data", async () => {
    const dataset = data.array([1, 2, 3]).filter((x) => x !== 2);
    expect(await dataset.toArray()).toEqual([1, 3]);
    const seen: number[] = [];
    await dataset.forEachAsync((x) => seen.push(x));
    expect(seen).toEqual([1, 3]);
    expect(await tf.data.zip({ a: dataset, b: dataset }).toArray()).toEqual([
      { a: 1, b: 1 },
      { a: 3, b: 3 },
    ]);
  });

  it("repeats an empty dataset for ever without hanging", async () => {
    expect(await arraysOf(data.array<number>([]).repeat())).toEqual([]);
  });

  it("stacks tensors and disposes the rows", async () => {
    await expectNoLeak(async () => {
      const rows = data.array([1, 2, 3]).map((x) => ({ xs: [x, x + 1], t: tf.tensor([x, -x]) }));
      expect(await arraysOf(rows.batch(2))).toEqual([
        { xs: [[1, 2], [2, 3]], t: [[1, -1], [2, -2]] }, // biome-ignore format: rows
        { xs: [[3, 4]], t: [[3, -3]] },
      ]);
    });
  });

  it("fills missing values in a batch", async () => {
    const rows = data.array([{ n: undefined, s: "a" }, { n: 2, s: undefined }]); // biome-ignore format: rows
    expect(await arraysOf(rows.batch(2))).toEqual([{ n: [Number.NaN, 2], s: ["a", ""] }]);
  });

  it("says which rows of a batch differ in shape", async () => {
    await expectNoLeak(async () => {
      const rows = data.array([1, 2]).map((length) => ({ xs: tf.ones([length]) }));
      await expect(rows.batch(2).toArray()).rejects.toThrow(
        "batch: rows of xs must all have one shape, [1] as the first. Use padBatch for rows of " +
          "different lengths. Received: [2]",
      );
      await expect(
        data
          .array([[1], [1, 2]])
          .batch(2)
          .toArray(),
      ).rejects.toThrow("batch: rows of the elements must all be of one type and shape.");
      await expect(data.array(["a", 1]).batch(2).toArray()).rejects.toThrow("batch: rows of");
    });
  });

  it("fails where its source fails, after the elements before it, and leaks nothing", async () => {
    const failing = data.generator(function* () {
      yield tf.scalar(1);
      yield tf.scalar(2);
      throw new Error("the disk is gone");
    });
    const all = {
      map: failing.map((x) => x.add(1)),
      batch: failing.batch(3),
      prefetch: failing.prefetch(5),
      filter: failing.filter(() => false),
      cache: failing.cache(),
      zip: data.zip({ a: failing, b: data.array([tf.scalar(5)]).repeat() }),
    };
    for (const dataset of Object.values(all)) {
      await expect(arraysOf(dataset as AsyncIterable<unknown>)).rejects.toThrow("the disk is gone");
    }
    await expectNoLeak(async () => {
      for (const name of ["map", "batch", "prefetch", "filter", "cache"] as const) {
        await expect(arraysOf(all[name] as AsyncIterable<unknown>)).rejects.toThrow();
      }
    });
  });

  it("disposes an element that the mapping function throws at", async () => {
    await expectNoLeak(async () => {
      const failing = data.array([1]).map((x) => tf.scalar(x));
      const throwing = (): number => {
        throw new Error("no");
      };
      await expect(failing.map(throwing).toArray()).rejects.toThrow("no");
      await expect(failing.filter(() => throwing() > 0).toArray()).rejects.toThrow("no");
    });
  });

  it("keeps a failure ahead of the consumer from ending the process", async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): number => unhandled.push(reason);
    process.on("unhandledRejection", note);
    const failing = data.generator(function* () {
      yield 1;
      throw new Error("later");
    });
    for (const dataset of [
      failing.prefetch(3),
      failing.shuffle(3),
      failing.mapAsync(async (x) => x),
    ]) {
      const iterator = await dataset.iterator();
      const first = iterator.next();
      await new Promise((resolve) => setTimeout(resolve, 5));
      await expect(first.then(() => iterator.next())).rejects.toThrow("later");
    }
    process.off("unhandledRejection", note);
    expect(unhandled).toEqual([]);
  });

  it("disposes what was fetched ahead when the loop is left", async () => {
    await expectNoLeak(async () => {
      const ahead = data
        .array([1, 2, 3, 4])
        .map((x) => tf.scalar(x))
        .prefetch(3);
      for await (const x of ahead) {
        x.dispose();
        break;
      }
      await arraysOf(ahead.take(1));
    });
  });

  it("lets a generator clean up when the loop is left", async () => {
    let isClosed = false;
    const numbers = data.generator(function* () {
      try {
        for (let i = 0; ; i++) yield i;
      } finally {
        isClosed = true;
      }
    });
    for await (const x of numbers.map((value) => 2 * value).batch(2)) {
      x.dispose();
      break;
    }
    expect(isClosed).toBe(true);
  });

  it("runs what waits at once as far as it is fetched ahead", async () => {
    let running = 0;
    let most = 0;
    const waiting = data.array([1, 2, 3, 4, 5, 6]).mapAsync(async (x) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running--;
      return x;
    });
    expect(await waiting.prefetch(3).toArray()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(most).toBe(3);
  });

  it("rejects sizes that are none", () => {
    const dataset = data.array([1]);
    expect(() => dataset.batch(0)).toThrow(
      "batch: batchSize must be a whole number of at least 1. Received: 0",
    );
    expect(() => dataset.prefetch(1.5)).toThrow("prefetch: bufferSize must be a whole number");
  });

  it("tells how many elements there are", () => {
    const endless = data.array([1, 2]).repeat();
    expect(endless.cardinality).toBe(Number.POSITIVE_INFINITY);
    expect(data.generator(() => [1].values()).cardinality).toBeNull();
    expect(data.array([1, 2, 3]).batch(2).cardinality).toBe(2);
    expect(endless.filter(() => true).batch(2).cardinality).toBe(Number.POSITIVE_INFINITY);
  });

  it("trains a model with fitDataset", async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
    model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
    const rows = data.zip({ xs: data.array([[1], [2], [3]]), ys: data.array([[2], [4], [6]]) });
    const batches = rows.shuffle(3, "s").batch(2).cache().prefetch(1);
    await model.fitDataset(batches, { epochs: 1, verbose: 0 });
    await expectNoLeak(async () => {
      const { history } = await model.fitDataset(batches, { epochs: 3, verbose: 0 });
      expect(history.loss).toHaveLength(3);
    });
  });
});
