import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Tensor } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import {
  layers,
  ready,
  type StringLookup,
  type StringLookupOptions,
  tf,
} from "../../../../src/index.js";
import { checkLayer } from "../../check-layer.js";
import { flatNumbers, largestDifference, readGolden } from "../../golden.js";

interface Recorded {
  readonly cases: {
    id: string;
    config: Record<string, unknown>;
    adapt?: string[] | string[][];
    calls: { input: string[]; expected: unknown }[];
    expected_vocabulary?: string[];
    tol: number;
  }[];
  readonly serialized: Record<string, unknown>[];
}

const golden = readGolden<Recorded>("string-lookup.json");

beforeAll(ready);

function fromKeras(config: Record<string, unknown>): StringLookup {
  return layers.deserialize({ class_name: "StringLookup", config }) as StringLookup; // named so
}

const VOCABULARY = ["a", "b", "c"];

for (const outputMode of ["int", "one_hot", "multi_hot", "count"] as const) {
  checkLayer({
    name: `StringLookup with outputMode ${outputMode}`,
    make: () => layers.stringLookup({ vocabulary: VOCABULARY, outputMode, maskToken: "" }),
    input: [
      ["a", "x"],
      ["", "c"],
    ],
    inputDtype: "string",
    outputShape: outputMode === "int" ? [2, 2] : outputMode === "one_hot" ? [2, 2, 4] : [2, 4],
    outputDtype: outputMode === "int" ? "int32" : "float32",
    isRandom: false,
    rejects: [
      [[[1, 2]], "StringLookup: input must hold strings. Received: int32 tensor of shape [1, 2]"],
      [[["a"], ["b", "c"]], "StringLookup: rows of a nested array must be equally long"],
      [
        ["a", 1],
        "StringLookup: all values of an array must be of one type. Received: string and number",
      ],
    ],
  });
}

checkLayer({
  name: "StringLookup adapted with outputMode tf_idf",
  make: async () => {
    const layer = layers.stringLookup({ outputMode: "tf_idf", maxTokens: 6, padToMaxTokens: true });
    await layer.adapt([
      ["a", "b"],
      ["a", "a"],
      ["b", "c"],
    ]);
    return layer;
  },
  input: [
    ["a", "a"],
    ["c", "x"],
  ],
  inputDtype: "string",
  outputShape: [2, 6],
  outputDtype: "float32",
  isRandom: false,
  rejects: [],
});

checkLayer({
  name: "StringLookup inverted",
  make: () => layers.stringLookup({ vocabulary: VOCABULARY, invert: true, maskToken: "" }),
  input: [
    [0, 1],
    [2, 9],
  ],
  inputDtype: "int32",
  outputShape: [2, 2],
  outputDtype: "string",
  isRandom: false,
  rejects: [
    [["a"], "StringLookup: an inverse lookup takes indices. Received: string tensor of shape [1]"],
  ],
});

describe("StringLookup against Keras", () => {
  it.each(golden.cases)("gives the recorded values of $id", async (recorded) => {
    const layer = fromKeras(recorded.config);
    if (recorded.adapt !== undefined) await layer.adapt(recorded.adapt);
    if (recorded.expected_vocabulary !== undefined) {
      expect(layer.getVocabulary()).toEqual(recorded.expected_vocabulary);
    }
    for (const { input, expected } of recorded.calls) {
      const output = layer(input);
      if (output.dtype === "string") expect(output.arraySync()).toEqual(expected);
      else {
        const difference = largestDifference(output.dataSync(), flatNumbers(expected));
        expect(difference).toBeLessThanOrEqual(recorded.tol);
      }
    }
  });

  it("reads the configs that Keras writes", () => {
    const [words, weighted] = golden.serialized.map(
      (each) => layers.deserialize(each) as StringLookup,
    ); // named so
    expect(words!.name).toBe("words");
    expect(words!.getVocabulary()).toEqual(["", "[UNK]", "[UNK]", "foo_bar", "Hello", "_x"]);
    expect(weighted!(["a", "b", "z"]).arraySync()).toEqual([0.375, 0.5, 0.25]);
  });
});

describe("StringLookup", () => {
  it("looks up a single string", () => {
    const lookup = layers.stringLookup({ vocabulary: VOCABULARY });
    const output = lookup("b");
    expect([output.shape, output.arraySync()]).toEqual([[], 2]);
  });

  it("starts a sequential model on strings, and an inverse one on indices", () => {
    const lookup = layers.stringLookup({ vocabulary: VOCABULARY, inputShape: [2] });
    const inverse = layers.stringLookup({ vocabulary: VOCABULARY, invert: true });
    const model = tf.sequential({ layers: [lookup, inverse] });
    const output = model.predict(tf.tensor([["c", "x"]]));
    expect((output as Tensor).arraySync()).toEqual([["c", "[UNK]"]]);
    expect(model.inputs[0]!.dtype).toBe("string");
  });

  it("undoes itself when inverted", () => {
    const there = layers.stringLookup({ vocabulary: VOCABULARY });
    const back = layers.stringLookup({ vocabulary: VOCABULARY, invert: true });
    expect(back(there(["c", "a", "x"])).arraySync()).toEqual(["c", "a", "[UNK]"]);
  });

  it("takes Keras's and camelCase spellings of a mode, and those of older versions", () => {
    const modes = ["multi_hot", "multiHot", "binary", "tfIdf", "tf-idf"];
    const read = modes.map(
      (mode) => layers.stringLookup({ outputMode: mode as "int" }).settings.outputMode,
    );
    expect(read).toEqual(["multi_hot", "multi_hot", "multi_hot", "tf_idf", "tf_idf"]);
  });

  it("reads a vocabulary from a file, with or without special tokens in front", () => {
    const folder = mkdtempSync(join(tmpdir(), "vocabulary-"));
    const path = join(folder, "tokens.txt");
    try {
      writeFileSync(path, "wire\r\nomar\n");
      expect(layers.stringLookup({ vocabulary: path }).getVocabulary()).toEqual([
        "[UNK]",
        "wire",
        "omar",
      ]);
      writeFileSync(path, "[UNK]\nwire\nomar");
      expect(layers.stringLookup({ vocabulary: path }).getVocabulary()).toEqual([
        "[UNK]",
        "wire",
        "omar",
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(() => layers.stringLookup({ vocabulary: path })).toThrow(
      "StringLookup: cannot read the vocabulary file. Received:",
    );
  });

  it("takes a vocabulary as a tensor or a column", () => {
    const lookup = layers.stringLookup();
    lookup.setVocabulary(tf.tensor(["x", "y"]));
    expect(lookup.getVocabulary({ includeSpecialTokens: false })).toEqual(["x", "y"]);
    lookup.setVocabulary({ values: ["z"] });
    expect(lookup.getVocabulary()).toEqual(["[UNK]", "z"]);
  });

  it("holds names of Object's own properties like any other token", async () => {
    const tokens = ["__proto__", "constructor", "toString", "hasOwnProperty"];
    const lookup = layers.stringLookup();
    await lookup.adapt([...tokens, "__proto__"]);
    expect(lookup.getVocabulary()[1]).toBe("__proto__");
    expect(lookup(["__proto__", "valueOf"]).arraySync()).toEqual([1, 0]);
  });

  it("shows a table that is read row by row", async () => {
    const lookup = layers.stringLookup({ maskToken: "", numOovIndices: 2 });
    await lookup.adapt(["a", "a", "b", ""]);
    const table = lookup.lookupTable();
    expect([...table.rows()]).toEqual([
      { index: 0, token: "", special: "mask" },
      { index: 1, token: "[UNK]", special: "oov" },
      { index: 2, token: "[UNK]", special: "oov" },
      { index: 3, token: "a", count: 2 },
      { index: 4, token: "b", count: 1 },
    ]);
    expect([...table.rows(3, 4)]).toEqual([{ index: 3, token: "a", count: 2 }]);
    expect(table.adaptedOn).toEqual({ tokens: 4, distinctTokens: 3 });
    expect(() => table.row(5)).toThrow("StringLookup: index must lie in [0, 5). Received: 5");
    expect(layers.stringLookup().lookupTable().adapted).toBe(false);
  });

  it("has the weights of tf_idf in its table", async () => {
    const lookup = layers.stringLookup({ outputMode: "tf_idf" });
    await lookup.adapt([["a", "a", "b"], ["a"]]);
    const rows = [...lookup.lookupTable().rows()];
    expect(rows.map(({ token, count }) => [token, count])).toEqual([
      ["[UNK]", undefined],
      ["a", 3],
      ["b", 1],
    ]);
    const weights = [Math.log(1 + 2 / 3), Math.log(2)];
    const expected = [(weights[0]! + weights[1]!) / 2, ...weights];
    for (const [i, { idf }] of rows.entries()) expect(idf).toBeCloseTo(expected[i]!, 6);
  });

  it("must keep its size once vectors of it were used", async () => {
    const lookup = layers.stringLookup({ outputMode: "multi_hot" });
    await lookup.adapt(["a", "b"]);
    await lookup.adapt(["a"]);
    lookup(["a"]);
    await lookup.adapt(["z"]);
    await expect(lookup.adapt(["a", "b"])).rejects.toThrow(
      'StringLookup: with outputMode "multi_hot" and no padToMaxTokens the vocabulary must keep its size once the layer was used, 2. Received: 3',
    );
    expect(lookup.getVocabulary()).toEqual(["[UNK]", "z"]);
  });

  it("must have a vocabulary before it is called", () => {
    const message = "StringLookup: needs a vocabulary before it is used.";
    expect(() => layers.stringLookup()(["a"])).toThrow(message);
    expect(() =>
      layers.stringLookup({ outputMode: "count" }).computeOutputShape([null, 1]),
    ).toThrow(message);
  });

  it("names tokens without an index", () => {
    const lookup = layers.stringLookup({ vocabulary: VOCABULARY, numOovIndices: 0 });
    expect(() => lookup(["a", "x", "y", "x"])).toThrow(
      'StringLookup: with numOovIndices=0 every token must be in the vocabulary. Set numOovIndices to 1 or more. Received: ["x", "y"]',
    );
  });

  const many = (length: number): string[] => Array.from({ length }, (_, i) => `t${i}`);

  it.each([
    [{ maxTokens: 1 }, "StringLookup: maxTokens must be greater than 1. Received: 1"],
    [
      { padToMaxTokens: true },
      "StringLookup: padToMaxTokens needs maxTokens. Received: no maxTokens",
    ],
    [
      { numOovIndices: -1 },
      "StringLookup: numOovIndices must be a whole number, 0 or more. Received: -1",
    ],
    [
      { outputMode: "ragged" },
      'StringLookup: outputMode must be one of int, one_hot, multi_hot, count, tf_idf. Received: "ragged"',
    ],
    [
      { invert: true, outputMode: "count" },
      'StringLookup: invert works only with outputMode "int". Received: "count"',
    ],
    [
      { sparse: true },
      'StringLookup: sparse works only with an encoded outputMode. Received: "int"',
    ],
    [
      { sparse: true, outputMode: "count" },
      "StringLookup: sparse must be false: tfjs has no sparse tensors. Received: true",
    ],
    [
      { idfWeights: [1], vocabulary: ["a"] },
      'StringLookup: idfWeights belong only to outputMode "tf_idf". Received: "int"',
    ],
    [
      { outputMode: "tf_idf", vocabulary: ["a"] },
      'StringLookup: outputMode "tf_idf" needs idfWeights with a vocabulary. Received: none',
    ],
    [
      { outputMode: "tf_idf", vocabulary: ["a"], idfWeights: [1, 2] },
      "StringLookup: idfWeights must be as many as the tokens of the vocabulary, 1. Received: 2",
    ],
    [
      { outputMode: "tf_idf", vocabulary: "file.txt" },
      'StringLookup: outputMode "tf_idf" takes no vocabulary file. Received: "file.txt"',
    ],
    [
      { vocabulary: [] },
      "StringLookup: vocabulary must hold at least one token. Received: an empty list",
    ],
    [
      { vocabulary: ["a", "b", "a"] },
      'StringLookup: vocabulary must not repeat a token. Received: ["a"] more than once',
    ],
    [
      { vocabulary: ["a", ""], maskToken: "" },
      'StringLookup: vocabulary may hold the mask token only at its start, as ["", "[UNK]"], or not at all. Received: "" at index 1',
    ],
    [
      { vocabulary: ["a", "[UNK]"], invert: true },
      'StringLookup: vocabulary may hold the oov token only at its start, as ["[UNK]"], or not at all. Received: "[UNK]" at index 1',
    ],
    [
      { vocabulary: many(5), maxTokens: 5 },
      "StringLookup: vocabulary must not exceed maxTokens=5, special tokens included. Received: 6 tokens",
    ],
    [
      { vocabulary: [1, 2] },
      "StringLookup: input must hold strings. Received: int32 tensor of shape [2]",
    ],
    [{ salt: 1.5 }, "StringLookup: salt must be an integer or a pair of them. Received: 1.5"],
    [{ maskToken: 0 }, "StringLookup: maskToken must be a string. Received: 0"],
    [{ encoding: "latin-1" }, 'StringLookup: encoding must be "utf-8". Received: "latin-1"'],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.stringLookup(options as unknown as StringLookupOptions)).toThrow(message);
  });
});
