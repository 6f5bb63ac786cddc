import { beforeAll, describe, expect, it } from "vitest";
import {
  type AdaptData,
  layers,
  ready,
  type StringLookupOptions,
  tf,
} from "../../../../src/index.js";

beforeAll(ready);

async function vocabulary(data: AdaptData, options: StringLookupOptions = {}): Promise<unknown[]> {
  const layer = layers.stringLookup(options);
  await layer.adapt(data);
  return layer.getVocabulary({ includeSpecialTokens: false });
}

async function* stream(): AsyncGenerator<string[]> {
  yield ["a", "b"];
  yield ["a"];
}

const source = {
  *generator(): Generator<string[]> {
    yield ["a", "b"];
    yield ["a"];
  },
};

describe("adapt", () => {
  it.each<[string, () => AdaptData]>([
    ["a flat array", () => ["a", "b", "a"]],
    [
      "a nested array",
      () => [
        [["a"], ["b"]],
        [["a"], ["a"]],
      ],
    ],
    ["rows of different lengths", () => [["a", "b"], ["a"]]],
    ["a tensor", () => tf.tensor([["a", "b", "a"]])],
    ["a column", () => ({ values: ["a", "b", "a"] })],
    ["a dataset of strings", () => tf.data.array(["a", "b", "a"])],
    ["a dataset of batches", () => tf.data.array(["a", "b", "a"]).batch(2)],
    [
      "a dataset of pairs",
      () =>
        tf.data
          .array(["a", "b", "a"])
          .batch(2)
          .map((x) => [x, tf.scalar(1)]),
    ],
    [
      "a dataset of xs and ys",
      () =>
        tf.data
          .array(["a", "b", "a"])
          .map((xs) => ({ xs, ys: 1 }))
          .batch(2),
    ],
    ["a generator", () => source.generator()],
    ["a generator function", () => source.generator],
    ["an async iterable", () => stream()],
  ])("learns from %s", async (_, data) => {
    expect(await vocabulary(data())).toEqual(["a", "b"]);
  });

  it("ranks by count, then by UTF-8 bytes from high to low", async () => {
    expect(await vocabulary(["b", "c", "a", "b", "\uffff", "😀"])).toEqual([
      "b",
      "😀",
      "\uffff",
      "c",
      "a",
    ]);
  });

  it("keeps the most frequent tokens within maxTokens, special tokens counted", async () => {
    const data = ["a", "a", "a", "b", "b", "c"];
    expect(await vocabulary(data, { maxTokens: 3 })).toEqual(["a", "b"]);
    expect(await vocabulary(data, { maxTokens: 3, maskToken: "" })).toEqual(["a"]);
  });

  it("leaves special tokens out of the vocabulary", async () => {
    expect(await vocabulary(["", "[UNK]", "a"], { maskToken: "" })).toEqual(["a"]);
  });

  it("takes a row as a document, and each token of a flat array", async () => {
    const weights = async (data: AdaptData): Promise<number[]> => {
      const layer = layers.stringLookup({ outputMode: "tf_idf" });
      await layer.adapt(data);
      return [layer(["a"]).dataSync()[layer.getVocabulary().indexOf("a")]!];
    };
    const ofTwo = Math.fround(Math.log(1 + 2 / (1 + 2)));
    expect(
      await weights([
        ["a", "a"],
        ["a", "b"],
      ]),
    ).toEqual([ofTwo]);
    expect(await weights(["a", "a"])).toEqual([ofTwo]);
    expect(await weights(tf.tensor(["a", "a"]))).toEqual([ofTwo]);
    // a flat element of a stream is one document
    expect(await weights(tf.data.array(["a", "a"]).batch(2))).toEqual([Math.fround(Math.log(1.5))]);
  });

  it("stops after the given number of steps", async () => {
    const layer = layers.stringLookup();
    await layer.adapt(tf.data.array(["a", "b", "c"]).repeat(), { steps: 2 });
    expect(layer.getVocabulary()).toEqual(["[UNK]", "b", "a"]);
  });

  it("keeps the old vocabulary when the data fails or is aborted halfway", async () => {
    const layer = layers.stringLookup();
    await layer.adapt(["old"]);
    const before = layer.state;
    const controller = new AbortController();
    async function* aborting(): AsyncGenerator<string[]> {
      yield ["new"];
      controller.abort(new Error("enough"));
      yield ["newer"];
    }
    await expect(layer.adapt(aborting(), { signal: controller.signal })).rejects.toThrow("enough");
    await expect(layer.adapt([["new"], [1]] as AdaptData)).rejects.toThrow(
      "StringLookup: adapt found a value that is no token. Received: 1",
    );
    expect(layer.state).toEqual(before);
    expect(layer.getVocabulary()).toEqual(["[UNK]", "old"]);
  });

  it("disposes the tensors of a dataset and none of its caller", async () => {
    const layer = layers.stringLookup();
    const mine = tf.tensor(["a", "b"]);
    const before = tf.memory().numTensors;
    await layer.adapt(mine);
    await layer.adapt([mine]);
    await layer.adapt(tf.data.array(["a", "b", "c"]).batch(2));
    expect(tf.memory().numTensors).toBe(before);
    expect(mine.isDisposed).toBe(false);
  });

  it.each<[AdaptData, string]>([
    [[], "StringLookup: adapt found no tokens. Received: empty data"],
    [[1, 2], "StringLookup: adapt found a value that is no token. Received: 1"],
    [5, "StringLookup: adapt found a value that is no token. Received: 5"],
    [
      tf.data.array([{ text: "a", label: 1 }]),
      "StringLookup: adapt takes elements that are values, pairs or { xs, ys }.",
    ],
    [
      {} as AdaptData,
      "StringLookup: adapt expected an array, a tensor, a dataset or a generator. Received: {}",
    ],
  ])("rejects data without tokens: %j", async (data, message) => {
    await expect(layers.stringLookup().adapt(data)).rejects.toThrow(message);
  });

  it("rejects a layer with a given vocabulary, and steps that are no count", async () => {
    await expect(layers.stringLookup({ vocabulary: ["a"] }).adapt(["b"])).rejects.toThrow(
      "StringLookup: adapt works only without the option vocabulary. Received: a layer created with a vocabulary of 2",
    );
    await expect(layers.stringLookup().adapt(["b"], { steps: 0 })).rejects.toThrow(
      "StringLookup: steps must be a whole number above 0. Received: 0",
    );
  });
});
