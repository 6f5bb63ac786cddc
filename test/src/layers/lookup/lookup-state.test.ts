import { beforeAll, describe, expect, it } from "vitest";
import { type LookupState, layers, ready, type StringLookup } from "../../../../src/index.js";
import { tf } from "../../../../src/tensorflow.js";
import { saveAndLoad } from "../../save-and-load.js";

beforeAll(ready);

const HOSTILE = [
  "foo_bar",
  "Hello",
  "[UNK]x",
  "New York",
  "new\nline",
  "😀",
  "_x",
  "__proto__",
  "ABC",
  "a.b",
  " ",
];

function throughJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

describe("state", () => {
  it("merges shards into what one pass would learn, in every mode", async () => {
    const rows = [
      ["a", "b"],
      ["b", "b"],
      ["c", "a"],
      ["d", "b"],
    ];
    for (const outputMode of ["int", "tf_idf"] as const) {
      const whole = layers.stringLookup({ outputMode, maxTokens: 4 });
      await whole.adapt(rows);
      const merged = layers.stringLookup({ outputMode, maxTokens: 4 });
      for (const shard of [rows.slice(0, 1), rows.slice(1)]) {
        const part = layers.stringLookup({ outputMode, maxTokens: 4 });
        await part.adapt(shard);
        merged.mergeState(throughJson(part.state!));
      }
      expect(merged.getVocabulary()).toEqual(whole.getVocabulary());
      expect(merged([["a", "b", "x"]]).arraySync()).toEqual(whole([["a", "b", "x"]]).arraySync());
      expect([...merged.lookupTable().rows()]).toEqual([...whole.lookupTable().rows()]);
    }
  });

  it("is null before there is a vocabulary and after a reset", async () => {
    const layer = layers.stringLookup();
    expect(layer.state).toBeNull();
    await layer.adapt(["a"]);
    layer.resetState();
    expect(layer.state).toBeNull();
    expect(layer.vocabularySize).toBe(1);
  });

  it("moves a given vocabulary with its weights", () => {
    const options = { outputMode: "tf_idf", numOovIndices: 2 } as const;
    const given = layers.stringLookup({
      ...options,
      vocabulary: ["a", "b"],
      idfWeights: [0.5, 0.25],
    });
    const taker = layers.stringLookup(options);
    taker.mergeState(throughJson(given.state!));
    expect(taker(["a", "x"]).arraySync()).toEqual(given(["a", "x"]).arraySync());
    expect(taker.state).toEqual(given.state);
  });

  it("keeps the old state when another does not fit", async () => {
    const layer = layers.stringLookup({ outputMode: "tf_idf" });
    await layer.adapt([["a"]]);
    const before = layer.state;
    const plain = layers.stringLookup();
    await plain.adapt(["b"]);
    expect(() => layer.mergeState(plain.state!)).toThrow(
      'StringLookup: outputMode "tf_idf" needs a state that counts documents.',
    );
    const fixed = layers.stringLookup({ vocabulary: ["z"] });
    expect(() => layer.mergeState(fixed.state!)).toThrow(
      "StringLookup: a given vocabulary has no counts and merges only into a layer without one. Received: a vocabulary of 1 tokens",
    );
    expect(() => fixed.mergeState(before!)).toThrow(
      "StringLookup: mergeState works only without the option vocabulary.",
    );
    expect(layer.state).toEqual(before);
  });

  it.each([
    [null, "StringLookup: expected the state of a lookup layer, version 1. Received: null"],
    [
      { kind: "lookup", version: 2 },
      "StringLookup: expected the state of a lookup layer, version 1.",
    ],
    [
      { kind: "lookup", version: 1, source: "adapt", tokens: ["a"], counts: [] },
      "StringLookup: the state of a lookup layer is damaged.",
    ],
    [
      { kind: "lookup", version: 1, source: "vocabulary", tokens: [1], idfWeights: null },
      "StringLookup: the state of a lookup layer is damaged.",
    ],
  ])("rejects %j", (state, message) => {
    expect(() => layers.stringLookup().mergeState(state as LookupState<string>)).toThrow(message);
  });
});

describe("a saved StringLookup", () => {
  it("keeps tokens that tfjs would respell", async () => {
    const lookup = layers.stringLookup({ maskToken: "Mask_Me", oovToken: "Foo_Bar" });
    await lookup.adapt(HOSTILE);
    const input = tf.input({ shape: [1], dtype: "string" as "float32" }); // tfjs takes strings, its types do not
    const model = await saveAndLoad(
      await saveAndLoad(tf.model({ inputs: input, outputs: lookup(input) })),
    );
    const loaded = model.layers[1] as StringLookup; // the second of two
    expect(loaded.getVocabulary()).toEqual(lookup.getVocabulary());
    expect(loaded.settings).toEqual(lookup.settings);
    expect(loaded(HOSTILE).arraySync()).toEqual(lookup(HOSTILE).arraySync());
  });

  it("can be adapted anew if it was adapted before, and not if its vocabulary was given", async () => {
    const reload = (layer: StringLookup): StringLookup =>
      layers.deserialize({
        className: "StringLookup",
        config: throughJson(layer.getConfig()),
      }) as StringLookup; // named so
    const adapted = layers.stringLookup();
    await adapted.adapt(["a"]);
    const again = reload(reload(adapted));
    await again.adapt(["b"]);
    expect(again.getVocabulary()).toEqual(["[UNK]", "b"]);
    await expect(reload(layers.stringLookup({ vocabulary: ["a"] })).adapt(["b"])).rejects.toThrow(
      "adapt works only without the option vocabulary",
    );
  });

  it("keeps weights of special tokens and an absent oov token", () => {
    const layer = layers.stringLookup({
      outputMode: "tf_idf",
      vocabulary: ["[UNK]", "a"],
      idfWeights: [0.9, 0.25],
    });
    const loaded = layers.deserialize({
      className: "StringLookup",
      config: throughJson(layer.getConfig()),
    }) as StringLookup; // named so
    expect(loaded(["x", "a"]).arraySync()).toEqual(layer(["x", "a"]).arraySync());
    const bare = layers.stringLookup({ oovToken: null, vocabulary: ["a"] });
    expect(
      layers
        .deserialize({ className: "StringLookup", config: throughJson(bare.getConfig()) })
        .getConfig(),
    ).toEqual(bare.getConfig());
  });
});
