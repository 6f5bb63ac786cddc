import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Tensor } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type AdaptData,
  type IntegerLookup,
  type IntegerLookupOptions,
  type LayerInput,
  layers,
  ready,
  tf,
} from "../../../../src/index.js";
import { checkLayer } from "../../check-layer.js";
import { expectCalls, fromKeras, type RecordedLayer, readRecorded } from "../../recorded-layer.js";
import { saveAndLoad } from "../../save-and-load.js";

interface Drawn extends RecordedLayer {
  readonly adapt: LayerInput;
  readonly vocabulary: readonly (number | null)[];
}

const golden = readRecorded<Drawn>("integer-lookup.json");

beforeAll(ready);

for (const outputMode of ["int", "one_hot", "multi_hot", "count"] as const) {
  checkLayer({
    name: `IntegerLookup with outputMode ${outputMode}`,
    make: () => layers.integerLookup({ vocabulary: [12, -36, 7], outputMode, maskToken: 0 }),
    input: [
      [12, 5],
      [0, 7],
    ],
    inputDtype: "int32",
    outputShape: outputMode === "int" ? [2, 2] : outputMode === "one_hot" ? [2, 2, 4] : [2, 4],
    outputDtype: outputMode === "int" ? "int32" : "float32",
    isRandom: false,
    rejects: [
      [["a"], "IntegerLookup: input must hold integers. Received: string tensor of shape [1]"],
      [[1.5], "IntegerLookup: input must hold integers of 32 bits. Received: 1.5"],
      [[Number.NaN], "IntegerLookup: input must hold integers of 32 bits. Received: NaN"],
      [[2 ** 31], "IntegerLookup: input must hold integers of 32 bits. Received: 2147483648"],
    ],
  });
}

checkLayer({
  name: "IntegerLookup adapted with outputMode tf_idf and hashed buckets",
  make: async () => {
    const layer = layers.integerLookup({
      outputMode: "tf_idf",
      numOovIndices: 2,
      oovMethod: "farmhash",
      salt: [1, -2],
    });
    await layer.adapt([
      [1, 2],
      [1, 1],
      [-3, 2],
    ]);
    return layer;
  },
  input: [
    [1, 1],
    [8, -3],
  ],
  inputDtype: "int32",
  outputShape: [2, 5],
  outputDtype: "float32",
  isRandom: false,
  rejects: [],
});

checkLayer({
  name: "IntegerLookup inverted",
  make: () => layers.integerLookup({ vocabulary: [12, -36, 7], invert: true, maskToken: 0 }),
  input: [
    [0, 1],
    [2, 9],
  ],
  inputDtype: "int32",
  outputShape: [2, 2],
  outputDtype: "int32",
  isRandom: false,
  rejects: [[["a"], "IntegerLookup: an inverse lookup takes indices."]],
});

describe("IntegerLookup against Keras", () => {
  it.each(golden.cases)("gives the recorded values of $id", async (recorded) => {
    const layer = fromKeras<IntegerLookup>("IntegerLookup", recorded.config);
    if (recorded.adapt !== undefined) await layer.adapt(recorded.adapt);
    if (recorded.expected_vocabulary !== undefined) {
      expect(layer.getVocabulary()).toEqual(recorded.expected_vocabulary);
    }
    expectCalls(layer, recorded.calls, recorded.tol);
  });

  it.each(golden.drawn)("equals Keras with $config", async (recorded) => {
    const layer = fromKeras<IntegerLookup>("IntegerLookup", recorded.config);
    await layer.adapt(recorded.adapt);
    expect(layer.getVocabulary()).toEqual(recorded.vocabulary);
    expectCalls(layer, recorded.calls, 1e-6);
  });

  it("reads the configs that Keras writes", () => {
    const layer = layers.deserialize(golden.serialized[0]!) as IntegerLookup; // named so
    expect(layer.name).toBe("numbers");
    expect(layer.getVocabulary()).toEqual([0, -1, -1, 12, 36]);
    expect([layer.oovMethod, layer.settings.salt]).toEqual(["farmhash", [7, 7]]);
  });
});

describe("IntegerLookup", () => {
  it.each<[string, () => AdaptData]>([
    ["a flat array", () => [5, -1000, 5]],
    ["rows of different lengths", () => [[5, -1000], [5]]],
    ["a typed array", () => Int32Array.of(5, -1000, 5)],
    ["an int32 tensor", () => tf.tensor([[5, -1000, 5]], undefined, "int32")],
    ["a float32 tensor of integers", () => tf.tensor([5, -1000, 5])],
    ["a dataset of batches", () => tf.data.array([5, -1000, 5]).batch(2)],
    [
      "a generator",
      function* () {
        yield [5, -1000];
        yield [5];
      },
    ],
  ])("learns from %s", async (_, data) => {
    const layer = layers.integerLookup();
    await layer.adapt(data());
    expect(layer.getVocabulary()).toEqual([-1, 5, -1000]);
  });

  it("ranks ties by number, not by digits", async () => {
    const layer = layers.integerLookup();
    await layer.adapt([9, 10, -9, 100]);
    expect(layer.getVocabulary({ includeSpecialTokens: false })).toEqual([100, 10, 9, -9]);
  });

  it("keeps the old vocabulary when adapt meets something else", async () => {
    const layer = layers.integerLookup();
    await layer.adapt([1]);
    await expect(layer.adapt([[2], [0.5]])).rejects.toThrow(
      "IntegerLookup: adapt found a value that is no token. Received: 0.5",
    );
    expect(layer.getVocabulary()).toEqual([-1, 1]);
  });

  it("merges shards into what one pass would learn", async () => {
    const rows = [
      [1, 2],
      [2, 2],
      [-3, 1],
      [4, 2],
    ];
    const whole = layers.integerLookup({ outputMode: "tf_idf" });
    await whole.adapt(rows);
    const merged = layers.integerLookup({ outputMode: "tf_idf" });
    for (const shard of [rows.slice(0, 1), rows.slice(1)]) {
      const part = layers.integerLookup({ outputMode: "tf_idf" });
      await part.adapt(shard);
      merged.mergeState(JSON.parse(JSON.stringify(part.state)));
    }
    expect(merged.state).toEqual(whole.state);
    expect(merged([[1, 2, 9]]).arraySync()).toEqual(whole([[1, 2, 9]]).arraySync());
  });

  it("keeps its vocabulary through two saves of a model", async () => {
    const lookup = layers.integerLookup({ vocabulary: [12, -36], maskToken: 7 });
    const input = tf.input({ shape: [3], dtype: "int32" });
    const model = await saveAndLoad(
      await saveAndLoad(tf.model({ inputs: input, outputs: lookup(input) })),
    );
    const output = model.predict(tf.tensor([[12, 7, 3]], undefined, "int32")) as Tensor; // one output
    expect(output.arraySync()).toEqual([[2, 0, 1]]);
    expect((model.layers[1] as IntegerLookup).getVocabulary()).toEqual([7, -1, 12, -36]);
  });

  it("reads a vocabulary from a file of integers only", () => {
    const folder = mkdtempSync(join(tmpdir(), "vocabulary-"));
    const path = join(folder, "numbers.txt");
    try {
      writeFileSync(path, "12\n-36\n");
      expect(
        layers.integerLookup({ vocabulary: path as unknown as string }).getVocabulary(),
      ).toEqual([-1, 12, -36]);
      writeFileSync(path, "12\nx\n");
      expect(() => layers.integerLookup({ vocabulary: path })).toThrow(
        'IntegerLookup: each line of a vocabulary file must be an integer of 32 bits. Received: "x"',
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    [
      { vocabularyDtype: "int32" },
      'IntegerLookup: vocabularyDtype must be "int64". Received: "int32"',
    ],
    [
      { oovMethod: "md5" },
      'IntegerLookup: oovMethod must be one of floormod, farmhash. Received: "md5"',
    ],
    [{ salt: 3 }, 'IntegerLookup: salt works only with oovMethod "farmhash". Received: "floormod"'],
    [{ maskToken: "a" }, 'IntegerLookup: maskToken must be a 32-bit integer. Received: "a"'],
    [{ vocabulary: ["a"] }, "IntegerLookup: input must hold integers."],
    [{ vocabulary: [2 ** 40] }, "IntegerLookup: input must hold integers of 32 bits."],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.integerLookup(options as unknown as IntegerLookupOptions)).toThrow(message);
  });
});
