import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Tensor } from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import {
  data,
  layers,
  PreprocessingLayer,
  ready,
  registerStandardizer,
  tf,
} from "../../../../src/index.js";
import type { DenseArray } from "../../../../src/ops/dense-array.js";
import { arraysOf, expectNoLeak } from "../leaks.js";

const modules = [new URL("./worker-layers.mjs", import.meta.url)];
const LIBRARY = new URL("../../../../dist/src/index.js", import.meta.url).href;

// known to the threads by worker-layers.mjs
class Named extends PreprocessingLayer {
  protected override compute(input: DenseArray): DenseArray {
    return input;
  }
}
class Doubling extends Named {
  static className = "Doubling";
}
class Exiting extends Named {
  static className = "Exiting";
}
class Waiting extends Named {
  static className = "Waiting";
}

const texts = (): string[] => ["To each", "according to his needs", "from each", "x", "€ to x"];
const TEXTS_IN_ROWS = [
  [[2, 3, 0, 0], [4, 2, 5, 1]], // biome-ignore format: rows
  [[1, 3], [1, 0]], // biome-ignore format: rows
  [[1, 2, 1]],
];
const vectorizer = layers.textVectorization({ vocabulary: ["to", "each", "according", "his"] });

beforeAll(ready);
afterAll(data.closeWorkers);

describe("parallelMap", () => {
  it("takes a layer, a record of layers or a function that calls layers", async () => {
    await expectNoLeak(async () => {
      const rows = data.zip({ xs: data.array(texts()), ys: data.array([1, 2, 3, 4, 5]) }).batch(2);
      expect(await arraysOf(rows.column("xs").parallelMap(vectorizer))).toEqual(TEXTS_IN_ROWS);
      const whole = TEXTS_IN_ROWS.map((xs, i) => ({ xs, ys: [[1, 2], [3, 4], [5]][i] }));
      const byKey = rows.parallelMap({ xs: vectorizer });
      expectTypeOf(byKey).toExtend<data.Dataset<{ xs: Tensor; ys: Tensor }>>();
      expect(await arraysOf(byKey)).toEqual(whole);
      const byFn = rows.parallelMap(({ xs, ys }) => ({ xs: vectorizer(xs), ys }));
      expectTypeOf(byFn).toEqualTypeOf<data.Dataset<{ xs: Tensor; ys: Tensor }>>();
      expect(byFn).toBeInstanceOf(tf.data.Dataset);
      expect(byFn.cardinality).toBe(3);
      expect(await arraysOf(byFn)).toEqual(whole);
    });
  });

  it("runs a function once that passes values on, and again where it computes with them", async () => {
    let runs = 0;
    const numbers = layers.rescaling({ scale: 2 });
    const rows = data.array([[1], [2], [3]]).batch(1);
    const passing = rows.parallelMap((x) => {
      runs++;
      return { a: [numbers(x), x], b: numbers(numbers(x)) };
    });
    expect(await arraysOf(passing)).toEqual(
      [1, 2, 3].map((x) => ({ a: [[[2 * x]], [[x]]], b: [[4 * x]] })),
    );
    expect(runs).toBe(3);
    await expectNoLeak(async () => {
      const computing = rows.parallelMap((x) => {
        const twice = numbers(x);
        return tf.add(numbers(tf.add(twice, 1)), twice);
      });
      expect(await arraysOf(computing)).toEqual([1, 2, 3].map((x) => [[2 * (2 * x + 1) + 2 * x]]));
    });
  });

  it("gives what map gives where no layer is called", async () => {
    const rows = data.array([1, 2]).parallelMap((x) => ({ x, t: tf.scalar(x), s: "a" }));
    expect(await arraysOf(rows)).toEqual([
      { x: 1, t: 1, s: "a" },
      { x: 2, t: 2, s: "a" },
    ]);
  });

  it("moves every kind of value to a thread and back", async () => {
    const lookup = layers.stringLookup({ vocabulary: ["ä", "b"] });
    const back = layers.stringLookup({ vocabulary: ["ä", "b"], invert: true });
    const ragged = layers.textVectorization({ vocabulary: ["ä", "b"], ragged: true });
    const rescale = layers.rescaling({ scale: 2 });
    const weighted = layers.categoryEncoding({ numTokens: 3, outputMode: "count" });
    await expectNoLeak(async () => {
      const strings = data.array(["b", "ä", ""]);
      const elements = data.zip({ s: strings, n: data.array([1, 2, 0]) });
      const mapped = elements.batch(3).parallelMap(({ s, n }) => ({
        indices: lookup(s),
        strings: back(lookup(s)),
        ragged: ragged(s) as never,
        typed: rescale(new Float32Array([1, 2])),
        nested: rescale([[1], [2]]),
        one: lookup("b"),
        counts: weighted([[0, 1]], { countWeights: [[2, 3]] }),
        ints: rescale(tf.cast(n, "int32")),
        empty: lookup(tf.tensor([], [0, 2], "string")),
      }));
      for await (const element of mapped) {
        const rows = (element as unknown as { ragged: { arraySync(): unknown } }).ragged;
        expect(rows.arraySync()).toEqual([[3], [2], []]);
        tf.dispose(element.ragged);
        const { ragged: _, ...tensors } = element;
        expect(await arraysOf(data.array([tensors]))).toEqual([
          {
            indices: [2, 1, 0],
            strings: ["b", "ä", "[UNK]"],
            typed: [2, 4],
            nested: [[2], [4]],
            one: 2,
            counts: [[2, 3, 0]],
            ints: [2, 4, 0],
            empty: [],
          },
        ]);
        expect(element.empty.shape).toEqual([0, 2]);
        expect(element.strings.dtype).toBe("string");
        tf.dispose(tensors);
      }
    });
  });

  it("keeps the order of the elements, and gives them as they are ready when told so", async () => {
    const waiting = new Waiting();
    // the first one takes longest
    const rows = data.array([300, 1, 2, 3, 4, 5]).batch(1);
    const ordered = rows.parallelMap((x) => waiting(x), { parallelism: 2, modules });
    expect((await arraysOf(ordered)).flat()).toEqual([300, 1, 2, 3, 4, 5]);
    const ready = (await arraysOf(
      rows.parallelMap((x) => waiting(x), { parallelism: 2, modules, ordered: false }),
    )) as number[][];
    expect(ready.flat().toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 300]);
    expect(ready[0]).not.toEqual([300]);
  });

  it("carries what layers learnt, as it is when a pass begins", async () => {
    const lookup = layers.stringLookup();
    const normalize = layers.normalization({ axis: null });
    await normalize.adapt([[1], [3]]);
    const binned = layers.discretization({ numBins: 2 });
    await binned.adapt([0, 1, 2, 3]);
    const dense = layers.pipeline({
      layers: [tf.layers.dense({ units: 2, kernelInitializer: "ones", inputShape: [1] })],
    });
    const expected = dense([[3]]).arraySync();
    const mapped = data.array([1]).parallelMap(() => ({
      lookup: lookup(["b", "a"]),
      normalize: normalize([[3]]),
      binned: binned([0, 3]),
      dense: dense([[3]]),
    }));
    for (const [words, indices] of [
      [["a"], [0, 1]],
      [["a", "a", "b"], [2, 1]], // biome-ignore format: rows
    ] as const) {
      await lookup.adapt([...words]);
      expect(await arraysOf(mapped)).toEqual([
        { lookup: indices, normalize: [[1]], binned: [0, 1], dense: expected },
      ]);
    }
  });

  it("takes a FeatureSpace and images with what belongs to them", async () => {
    const space = layers.featureSpace({
      features: { a: "float_normalized", b: "string_categorical" },
    });
    await space.adapt({ a: [1, 3], b: ["x", "y"] });
    const columns = data.array([{ a: [1, 3], b: ["x", "y"] }]);
    const expected = space({ a: [1, 3], b: ["x", "y"] }).arraySync();
    expect(await arraysOf(columns.parallelMap((row) => space(row)))).toEqual([expected]);

    const flip = layers.randomFlip({ mode: "horizontal", boundingBoxFormat: "xyxy", seed: 3 });
    const images = data.array([1]).repeat(4).map(() => ({
      images: tf.range(0, 4).reshape([1, 2, 2, 1]),
      labels: tf.tensor([7]),
      boundingBoxes: { boxes: tf.tensor([[[0, 0, 1, 1]]]), labels: tf.tensor([[1]]) },
    })); // biome-ignore format: a chain
    const sequential = await arraysOf(images.map((x) => flip(x)));
    flip.resetSeed();
    expect(await arraysOf(images.parallelMap((x) => flip(x), { parallelism: 2 }))).toEqual(
      sequential,
    );
  });

  it("serves fitDataset and adapt, and leaves no tensor", async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [6] })] });
    model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
    const words = layers.textVectorization({
      vocabulary: ["to", "each", "according", "his", "x"],
      outputMode: "multiHot",
    });
    const rows = data
      .zip({ xs: data.array(texts()), ys: data.array([[0], [1], [0], [1], [0]]) })
      .batch(2)
      .parallelMap(({ xs, ys }) => ({ xs: words(xs), ys }))
      .prefetch(1);
    await model.fitDataset(rows, { epochs: 1, verbose: 0 });
    await expectNoLeak(async () => {
      const { history } = await model.fitDataset(rows, { epochs: 2, verbose: 0 });
      expect(history.loss).toHaveLength(2);
      const lookup = layers.integerLookup();
      await lookup.adapt(data.array(texts()).batch(2).parallelMap(vectorizer));
      expect(lookup.getVocabulary()).toEqual([-1, 1, 2, 0, 3, 5, 4]);
    });
  });

  it("maps on what another parallelMap gives", async () => {
    const rescale = layers.rescaling({ scale: 2 });
    const twice = data.array([1, 2, 3, 4]).batch(1).parallelMap(rescale, { parallelism: 2 });
    expect((await arraysOf(twice.parallelMap(rescale, { parallelism: 2 }))).flat()).toEqual([
      4, 8, 12, 16,
    ]);
  });

  it("finds layers and standardizers of one's own in modules", async () => {
    const doubling = new Doubling();
    const rows = data.array([1, 2]).batch(2);
    expect(await arraysOf(rows.parallelMap((x) => doubling(x), { modules }))).toEqual([[2, 4]]);
    registerStandardizer("without vowels", (text) => text.replace(/[aeiou]/g, ""));
    const custom = layers.textVectorization({ standardize: "without vowels", vocabulary: ["b"] });
    const paths = [fileURLToPath(modules[0]!)];
    const words = data.array(["abe"]).batch(1).parallelMap(custom, { modules: paths });
    expect(await arraysOf(words)).toEqual([[[2]]]);
  });
});

describe("parallelMap, when something fails", () => {
  const range = (count: number): data.Dataset<Tensor> =>
    data.array(Array.from({ length: count }, (_, i) => i)).batch(1);

  it("rejects with a layer's own error after the elements before it", async () => {
    const lookup = layers.integerLookup({ vocabulary: [0, 1, 2], numOovIndices: 0 });
    await expectNoLeak(async () => {
      const seen: unknown[] = [];
      const reading = (async () => {
        for await (const x of range(6).parallelMap(lookup, { parallelism: 2 })) {
          seen.push(...(x.arraySync() as number[]));
          x.dispose();
        }
      })();
      await expect(reading).rejects.toThrow(
        "IntegerLookup: with numOovIndices=0 every token must be in the vocabulary. Set numOovIndices to " +
          "1 or more. Received: [3]",
      );
      expect(seen).toEqual([0, 1, 2]);
    });
  });

  it("rejects with the error of the function or of the dataset", async () => {
    const rescale = layers.rescaling({ scale: 2 });
    await expectNoLeak(async () => {
      const throwing = range(4).parallelMap((x) => {
        const twice = rescale(x);
        if (x.dataSync()[0] === 2) throw new Error("no twos");
        return twice;
      });
      await expect(arraysOf(throwing)).rejects.toThrow("no twos");
      const throwingAgain = range(4).parallelMap((x) => {
        if (rescale(x).dataSync()[0] === 4) throw new Error("no fours");
        return x;
      });
      await expect(arraysOf(throwingAgain)).rejects.toThrow("no fours");
      const failing = data.generator(function* () {
        yield tf.tensor([1]);
        yield tf.tensor([2]);
        throw new Error("the disk is gone");
      });
      for (const ordered of [true, false]) {
        const seen: unknown[] = [];
        const reading = (async () => {
          for await (const x of failing.parallelMap(rescale, { ordered })) {
            seen.push(x);
            x.dispose();
          }
        })();
        await expect(reading).rejects.toThrow("the disk is gone");
        expect(seen).toHaveLength(2);
      }
    });
  });

  it("rejects when a thread ends, and works again afterwards", async () => {
    const exiting = new Exiting();
    await expectNoLeak(async () => {
      const rows = range(8).parallelMap((x) => exiting(x), { parallelism: 2, modules });
      await expect(arraysOf(rows)).rejects.toThrow(
        "parallelMap: a worker thread ended before Exiting gave a result. Received: exit code 7",
      );
      const few = range(3).parallelMap((x) => exiting(x), { parallelism: 2, modules });
      expect(await arraysOf(few)).toEqual([[0], [1], [2]]);
    });
  });

  it("says that threads do not know a layer", async () => {
    class Unknown extends Named {
      static className = "Unknown";
    }
    const unknown = new Unknown();
    await expect(arraysOf(range(1).parallelMap((x) => unknown(x)))).rejects.toThrow(
      "parallelMap: threads do not know the layer Unknown. Name the module that registers it in the " +
        "option modules.",
    );
    await expect(
      arraysOf(range(1).parallelMap((x) => unknown(x), { modules: ["./no-such-module.mjs"] })),
    ).rejects.toThrow("no-such-module.mjs");
  });

  it("rejects with the signal's reason, between elements and while one is awaited", async () => {
    const waiting = new Waiting();
    await expectNoLeak(async () => {
      const controller = new AbortController();
      const rows = data.array([1, 1, 60_000]).batch(1);
      const { signal } = controller;
      const options = { parallelism: 1, modules, signal };
      const reading = arraysOf(rows.parallelMap((x) => waiting(x), options));
      setTimeout(() => controller.abort(new Error("enough")), 50);
      await expect(reading).rejects.toThrow("enough");
      await expect(arraysOf(rows.parallelMap((x) => waiting(x), options))).rejects.toThrow(
        "enough",
      );
      await data.closeWorkers();
    });
  });

  it("leaves nothing behind when the loop is left", async () => {
    await expectNoLeak(async () => {
      for await (const rows of data.array(texts()).batch(1).repeat().parallelMap(vectorizer)) {
        rows.dispose();
        break;
      }
    });
  });

  it("refuses what is no function, promises, and other numbers of threads", async () => {
    expect(() => range(1).parallelMap(5 as never)).toThrow(
      "parallelMap: expected a layer, a function or a record of them. Received: 5",
    );
    expect(() => range(1).parallelMap(vectorizer, { parallelism: 0 })).toThrow(
      "parallelMap: parallelism must be a whole number of at least 1. Received: 0",
    );
    await expect(
      arraysOf(range(1).parallelMap((async () => 1) as unknown as () => number)),
    ).rejects.toThrow("parallelMap: fn must give its result at once. Use mapAsync");
    await expect(arraysOf(range(1).parallelMap({ xs: vectorizer } as never))).rejects.toThrow(
      'parallelMap: expected elements with the key "xs".',
    );
  });

  it("refuses a function that calls other layers when it runs again", async () => {
    const [one, two] = [layers.rescaling({ scale: 1 }), layers.rescaling({ scale: 2 })];
    let runs = 0;
    const fickle = range(1).parallelMap((x) => tf.add((runs++ === 0 ? one : two)(x), 1));
    await expect(arraysOf(fickle)).rejects.toThrow(
      "parallelMap: fn must call the same layers in the same order each time it runs on an element.",
    );
  });
});

describe("threads", () => {
  it("neither keep the process alive nor let it end before an answer", () => {
    const script = `
      import { data, layers } from ${JSON.stringify(LIBRARY)};
      const rescale = layers.rescaling({ scale: 2 });
      for await (const x of data.array([1, 2]).batch(1).parallelMap(rescale)) console.log(x.arraySync());
      console.log("done");`;
    const { stdout, status } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      encoding: "utf8",
      timeout: 25_000,
    });
    expect([stdout, status]).toEqual(["[ 2 ]\n[ 4 ]\ndone\n", 0]);
  });
});
