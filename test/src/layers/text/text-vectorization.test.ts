import type { Tensor } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type AdaptData,
  type LayerInput,
  layers,
  ready,
  type TextVectorization,
  type TextVectorizationOptions,
  tf,
} from "../../../../src/index.js";
import { checkLayer } from "../../check-layer.js";
import { expectCalls, fromKeras, type RecordedLayer, readRecorded } from "../../recorded-layer.js";
import { saveAndLoad } from "../../save-and-load.js";

interface Drawn extends RecordedLayer {
  readonly adapt: LayerInput;
  readonly vocabulary: readonly string[];
}

const golden = readRecorded<Drawn>("text-vectorization.json");
const VOCABULARY = ["foo", "bar", "baz"];

beforeAll(ready);

for (const outputMode of ["int", "multi_hot", "count"] as const) {
  checkLayer({
    name: `TextVectorization with outputMode ${outputMode}`,
    make: () =>
      layers.textVectorization({
        vocabulary: VOCABULARY,
        outputMode,
        outputSequenceLength: outputMode === "int" ? 4 : null,
      }),
    input: [["Foo, qux BAR!"], ["baz baz"], [""]],
    inputDtype: "string",
    outputShape: [3, 4],
    outputDtype: outputMode === "int" ? "int32" : "float32",
    isRandom: false,
    rejects: [
      [
        [["a", "b"]],
        "TextVectorization: with a split the input must be of rank 0 or 1, or have 1 as its last dimension. Received: shape [1, 2]",
      ],
      [[1, 2], "TextVectorization: input must hold strings. Received: int32 tensor of shape [2]"],
      [[["a"], ["b", "c"]], "TextVectorization: rows of a nested array must be equally long"],
    ],
  });
}

checkLayer({
  name: "TextVectorization adapted with outputMode tf_idf and n-grams",
  make: async () => {
    const layer = layers.textVectorization({
      outputMode: "tf_idf",
      ngrams: 2,
      maxTokens: 6,
      padToMaxTokens: true,
    });
    await layer.adapt(["foo bar", "foo baz foo", "bar"]);
    return layer;
  },
  input: [["foo bar bar"], ["qux"]],
  inputDtype: "string",
  outputShape: [2, 6],
  outputDtype: "float32",
  isRandom: false,
  rejects: [],
});

checkLayer({
  name: "TextVectorization without a split",
  make: () => layers.textVectorization({ vocabulary: VOCABULARY, split: null }),
  input: [
    ["foo", "BAR!"],
    ["", "qux"],
  ],
  inputDtype: "string",
  outputShape: [2, 2],
  outputDtype: "int32",
  isRandom: false,
  rejects: [],
});

describe("TextVectorization against Keras", () => {
  it.each(golden.cases)("gives the recorded values of $id", async (recorded) => {
    const layer = fromKeras<TextVectorization>("TextVectorization", recorded.config);
    if (recorded.adapt !== undefined) await layer.adapt(recorded.adapt);
    if (recorded.expected_vocabulary !== undefined) {
      expect(layer.getVocabulary()).toEqual(recorded.expected_vocabulary);
    }
    expectCalls(layer, recorded.calls, recorded.tol);
  });

  it.each(golden.drawn)("equals Keras with $config", async (recorded) => {
    const layer = fromKeras<TextVectorization>("TextVectorization", recorded.config);
    await layer.adapt(recorded.adapt);
    expect(layer.getVocabulary()).toEqual(recorded.vocabulary);
    expectCalls(layer, recorded.calls, 1e-6);
  });

  it("reads the configs that Keras writes", () => {
    const layer = layers.deserialize(golden.serialized[0]!) as TextVectorization; // named so
    expect(layer.name).toBe("texts");
    expect(layer.getVocabulary()).toEqual(["", "[UNK]", "foo_bar", "Hello"]);
    expect(layer("Hello foo_bar").arraySync()).toEqual([3, 2, 1, 0]);
  });
});

describe("TextVectorization", () => {
  it("knows the output's shape for every mode, with and without a split", () => {
    const inputs: LayerInput[] = ["foo bar", ["foo", "foo bar"], [["foo"], ["bar baz foo"]]];
    for (const split of ["whitespace", null] as const) {
      for (const outputMode of ["int", "one_hot", "multi_hot", "count"] as const) {
        const layer = layers.textVectorization({ vocabulary: VOCABULARY, split, outputMode });
        for (const input of inputs) {
          const text = tf.tensor(input as string, undefined, "string");
          const { shape } = layer(text);
          const foretold = layer.computeOutputShape(text.shape) as (number | null)[]; // one output
          expect(foretold.length).toBe(shape.length);
          foretold.forEach((size, i) => {
            if (size !== null) expect(size).toBe(shape[i]);
          });
        }
      }
    }
  });

  it("gives each token a vector of its own under one_hot, shorter rows none at their end", () => {
    const layer = layers.textVectorization({ vocabulary: ["a", "b"], outputMode: "one_hot" });
    expect(layer(["a b", "b"]).arraySync()).toEqual([
      [
        [0, 1, 0],
        [0, 0, 1],
      ],
      [
        [0, 0, 1],
        [0, 0, 0],
      ],
    ]);
    expect(layer(["b", "x"]).shape).toEqual([2, 1, 3]);
    expect(layer("a b").shape).toEqual([2, 3]);
  });

  it("takes texts of rank 3 with a last dimension of 1", () => {
    const layer = layers.textVectorization({ vocabulary: ["a", "b"] });
    expect(
      layer([
        [["a b"], ["b"]],
        [["a"], ["x a b"]],
      ]).arraySync(),
    ).toEqual([
      [
        [2, 3, 0],
        [3, 0, 0],
      ],
      [
        [2, 0, 0],
        [1, 2, 3],
      ],
    ]);
  });

  it("cuts, pads and joins the last dimension where nothing splits", () => {
    const make = (options: TextVectorizationOptions): TextVectorization =>
      layers.textVectorization({ vocabulary: ["a", "b", "a b"], split: null, ...options });
    const input = [
      ["a", "b"],
      ["b", "x"],
    ];
    expect(make({ ngrams: 2 })(input).arraySync()).toEqual([
      [2, 3, 4],
      [3, 1, 1],
    ]);
    expect(make({ outputSequenceLength: 3 })(input).arraySync()).toEqual([
      [2, 3, 0],
      [3, 1, 0],
    ]);
    expect(make({ outputSequenceLength: 1 })(["a", "b"]).arraySync()).toEqual([2]);
    expect(make({ ngrams: 2 }).computeOutputShape([null, 2])).toEqual([null, 3]);
    expect(make({})("b").arraySync()).toBe(3);
    expect(() => make({ ngrams: 2 })("b")).toThrow(
      "TextVectorization: without a split, ngrams and outputSequenceLength need an input of rank 1 or more. Received: shape []",
    );
  });

  it("gives no columns for a batch of empty texts", () => {
    const layer = layers.textVectorization({ vocabulary: ["a"] });
    expect(layer(["", " \t"]).shape).toEqual([2, 0]);
    expect(layer([] as string[]).shape).toEqual([0, 0]);
  });

  it("reads a string tensor and plain strings alike, whatever their bytes", () => {
    const texts = ["Él \ufeff😀 a", "日 本\u00a0x", "\ud800 lone"];
    const vocabulary = ["\ufeff😀", "日", "本\u00a0x", "lone"];
    const layer = layers.textVectorization({ vocabulary });
    const plain = layer(texts).arraySync();
    expect(plain).toEqual([
      [1, 2, 1],
      [3, 4, 0],
      [1, 5, 0],
    ]);
    expect(layer(tf.tensor(texts)).arraySync()).toEqual(plain);
  });

  it("is the first part of a model that predicts from texts, saved twice", async () => {
    const texts = layers.textVectorization({ outputSequenceLength: 3, standardize: null });
    await texts.adapt(["foo_bar Hello [UNK] _x __proto__ 😀"]);
    const input = tf.input({ shape: [1], dtype: "string" as "float32" }); // tfjs takes strings, its types do not
    const embedded = layers.embedding({ inputDim: 10, outputDim: 2 })(texts(input));
    const model = tf.model({ inputs: input, outputs: embedded });
    const loaded = await saveAndLoad(await saveAndLoad(model));
    const batch = tf.tensor([["Hello _x"], ["__proto__ other 😀"]]);
    const output = (each: typeof model): unknown => (each.predict(batch) as Tensor).arraySync(); // one output
    expect(output(loaded)).toEqual(output(model));
    expect((loaded.layers[1] as TextVectorization).getVocabulary()).toEqual(texts.getVocabulary());
  });

  it("gives rows of their own lengths under ragged, as a tensor on request", () => {
    const layer = layers.textVectorization({ vocabulary: VOCABULARY, ragged: true });
    const before = tf.memory().numTensors;
    const rows = layer(["foo qux bar", "", "baz"]);
    expect(rows.arraySync()).toEqual([[2, 1, 3], [], [4]]);
    expect(rows.shape).toEqual([3, null]);
    const padded = rows.toTensor();
    expect(padded.arraySync()).toEqual([
      [2, 1, 3],
      [0, 0, 0],
      [4, 0, 0],
    ]);
    tf.dispose([padded]);
    rows.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(layer(tf.tensor([[["foo"], ["bar bar"]]])).arraySync()).toEqual([[[2], [3, 3]]]);
    expect(() => layer(tf.input({ shape: [1], dtype: "string" as "float32" }))).toThrow(
      "TextVectorization: ragged rows are no tensor. Call the layer like a function on texts",
    );
  });

  it("must have a vocabulary before it is called", () => {
    expect(() => layers.textVectorization()(["a"])).toThrow(
      "TextVectorization: needs a vocabulary before it is used.",
    );
  });

  it("shows its table under its own name", async () => {
    const layer = layers.textVectorization({ name: "words" });
    await layer.adapt(["a b a"]);
    const table = layer.lookupTable();
    expect([table.layer, table.name, table.size]).toEqual(["TextVectorization", "words", 4]);
    expect([...table.rows(2)]).toEqual([
      { index: 2, token: "a", count: 2 },
      { index: 3, token: "b", count: 1 },
    ]);
  });

  it.each([
    [
      { standardize: "upper" },
      'TextVectorization: standardize must be one of lower_and_strip_punctuation, lower, strip_punctuation, lower_unicode, null, a function or a name given to registerStandardizer. Received: "upper"',
    ],
    [
      { split: 5 },
      "TextVectorization: split must be one of whitespace, character, null, a function or a name given to registerSplitter. Received: 5",
    ],
    [
      { ngrams: 0 },
      "TextVectorization: ngrams must be a whole number above 0 or a list of them. Received: 0",
    ],
    [{ ngrams: [1, "a"] }, "TextVectorization: ngrams must be a whole number above 0"],
    [
      { outputSequenceLength: 1.5 },
      "TextVectorization: outputSequenceLength must be a whole number, 1 or more. Received: 1.5",
    ],
    [
      { outputSequenceLength: 3, outputMode: "count" },
      'TextVectorization: outputSequenceLength works only with outputMode "int". Received: "count"',
    ],
    [
      { ragged: true, outputMode: "count" },
      'TextVectorization: ragged works only with outputMode "int". Received: "count"',
    ],
    [{ maxTokens: 1 }, "TextVectorization: maxTokens must be greater than 1. Received: 1"],
    [{ vocabulary: ["a", ""] }, "TextVectorization: vocabulary may hold the mask token only"],
    [{ vocabulary: [1] }, "TextVectorization: vocabulary must hold strings."],
    [{ encoding: "latin-1" }, 'TextVectorization: encoding must be "utf-8". Received: "latin-1"'],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.textVectorization(options as unknown as TextVectorizationOptions)).toThrow(
      message,
    );
  });
});

describe("adapt of TextVectorization", () => {
  it.each<[string, () => AdaptData]>([
    ["an array", () => ["b a", "A!"]],
    ["a column of an array", () => [["b a"], ["A!"]]],
    ["a data frame's column", () => ({ values: ["b a", "A!"] })],
    ["a tensor", () => tf.tensor(["b a", "A!"])],
    ["a dataset of texts", () => tf.data.array(["b a", "A!"])],
    [
      "a dataset of batches with labels",
      () =>
        tf.data
          .array(["b a", "A!"])
          .map((xs) => ({ xs, ys: 1 }))
          .batch(2),
    ],
    [
      "a generator",
      function* () {
        yield ["b a"];
        yield "A!";
      },
    ],
  ])("learns from %s", async (_, data) => {
    for (const ngrams of [null, 1]) {
      const layer = layers.textVectorization({ ngrams });
      await layer.adapt(data());
      expect(layer.getVocabulary()).toEqual(["", "[UNK]", "a", "b"]);
    }
  });

  it("takes each text as a document, and without a split each row", async () => {
    const idf = async (options: TextVectorizationOptions, data: AdaptData): Promise<number> => {
      const layer = layers.textVectorization({ ...options, outputMode: "tf_idf" });
      await layer.adapt(data);
      const row = layer([["a"]]).dataSync();
      return row[layer.getVocabulary().indexOf("a")]!;
    };
    const of = (documents: number, count: number): number =>
      Math.fround(Math.log(1 + documents / (1 + count)));
    expect(await idf({}, ["a a", "b", "a"])).toBe(of(3, 2));
    expect(await idf({ ngrams: 1 }, ["a a", "b", "a"])).toBe(of(3, 2));
    expect(await idf({ split: null }, ["a", "a", "b"])).toBe(of(3, 2));
    expect(
      await idf({ split: null }, [
        ["a", "a"],
        ["b", "c"],
      ]),
    ).toBe(of(2, 1));
    expect(await idf({ split: null }, tf.data.array(["a", "a"]).batch(2))).toBe(of(1, 1));
  });

  it("merges shards into what one pass would learn", async () => {
    const texts = ["a b a", "b c", "c c d", "a"];
    for (const outputMode of ["int", "tf_idf"] as const) {
      const make = async (shard: string[]): Promise<TextVectorization> => {
        const layer = layers.textVectorization({ outputMode });
        if (shard.length > 0) await layer.adapt(shard);
        return layer;
      };
      const whole = await make(texts);
      const merged = await make([]);
      for (const shard of [texts.slice(0, 1), texts.slice(1)]) {
        merged.mergeState(JSON.parse(JSON.stringify((await make(shard)).state)));
      }
      expect(merged.state).toEqual(whole.state);
      expect(merged(["a d x"]).arraySync()).toEqual(whole(["a d x"]).arraySync());
    }
  });

  it("forgets everything on a reset", async () => {
    const layer = layers.textVectorization();
    await layer.adapt(["a"]);
    layer.resetState();
    expect([layer.state, layer.vocabularySize]).toEqual([null, 2]);
  });

  it("keeps the old vocabulary when it is aborted or fails halfway", async () => {
    const layer = layers.textVectorization();
    await layer.adapt(["old"]);
    const controller = new AbortController();
    async function* aborting(): AsyncGenerator<string[]> {
      yield ["new"];
      controller.abort(new Error("enough"));
      yield ["newer"];
    }
    await expect(layer.adapt(aborting(), { signal: controller.signal })).rejects.toThrow("enough");
    async function* failing(): AsyncGenerator<unknown> {
      yield ["new"];
      yield [["a", "b"]];
    }
    await expect(layer.adapt(failing())).rejects.toThrow("have 1 as its last dimension");
    expect(layer.getVocabulary()).toEqual(["", "[UNK]", "old"]);
    expect(layer(["old new"]).arraySync()).toEqual([[2, 1]]);
  });

  it("looks up in the new vocabulary after each adapt", async () => {
    const layer = layers.textVectorization();
    await layer.adapt(["a b b"]);
    expect(layer("a b").arraySync()).toEqual([3, 2]);
    await layer.adapt(["a a b"]);
    expect(layer("a b").arraySync()).toEqual([2, 3]);
  });

  it.each<[AdaptData, string]>([
    [[], "TextVectorization: adapt found no tokens. Received: empty data"],
    [["!?", ""], "TextVectorization: adapt found no tokens. Received: empty data"],
    [[1, 2], "TextVectorization: input must hold strings."],
  ])("rejects data without tokens: %j", async (data, message) => {
    await expect(layers.textVectorization().adapt(data)).rejects.toThrow(message);
  });
});
