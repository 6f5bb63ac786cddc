import { beforeAll, describe, expect, it } from "vitest";
import {
  layers,
  ready,
  registerSplitter,
  registerStandardizer,
  type TextVectorization,
  tf,
} from "../../../../src/index.js";
import { saveAndLoad } from "../../save-and-load.js";

beforeAll(ready);

describe("functions of a TextVectorization", () => {
  it("get one text each and need no name until the layer is saved", async () => {
    const seen: string[] = [];
    const standardize = (text: string): string => {
      seen.push(text);
      return text.toUpperCase();
    };
    const split = (text: string): string[] => text.split("-");
    const layer = layers.textVectorization({ standardize, split });
    await layer.adapt(["a-b", "b"]);
    expect(layer.getVocabulary()).toEqual(["", "[UNK]", "B", "A"]);
    expect(layer(tf.tensor(["a-x"])).arraySync()).toEqual([[3, 1]]);
    expect(seen).toEqual(["a-b", "b", "a-x"]);
    expect(() => layer.getConfig()).toThrow(
      "TextVectorization: the function of standardize needs a name in a config. Register it with registerStandardizer. Received: function standardize",
    );
    registerStandardizer("upper", standardize);
    expect(() => layer.getConfig()).toThrow("the function of split needs a name in a config.");
    registerSplitter("at hyphens", split);
    expect(layer.getConfig()).toMatchObject({ split: { name: '"at hyphens"' } });
  });

  it("come back by name from a saved model, spelt as they were", async () => {
    registerStandardizer("My_Own Form", (text) => text.replaceAll("x", "y"));
    registerSplitter("At_Dots", (text) => text.split("."));
    const layer = layers.textVectorization({
      standardize: "My_Own Form",
      split: "At_Dots",
      vocabulary: ["y", "z"],
      outputSequenceLength: 2,
    });
    const input = tf.input({ shape: [1], dtype: "string" as "float32" }); // tfjs takes strings, its types do not
    const model = await saveAndLoad(
      await saveAndLoad(tf.model({ inputs: input, outputs: layer(input) })),
    );
    const loaded = model.layers[1] as TextVectorization; // the second of two
    expect(loaded(["x.z"]).arraySync()).toEqual([[2, 3]]);
    expect(loaded.getConfig()).toEqual(layer.getConfig());
  });

  it("are found by the name in a config of Keras", () => {
    registerSplitter("at_pipes", (text) => text.split("|"));
    const layer = layers.deserialize({
      class_name: "TextVectorization",
      config: {
        standardize: null,
        vocabulary: ["a"],
        split: { class_name: "function", config: "at_pipes" },
      },
    }) as TextVectorization; // named so
    expect(layer("a|b").arraySync()).toEqual([2, 1]);
  });

  it("may give empty tokens, which are padding", () => {
    const split = (text: string): string[] => text.split(",");
    const layer = layers.textVectorization({ standardize: null, split, vocabulary: ["a"] });
    expect(layer("a,,b").arraySync()).toEqual([2, 0, 1]);
    const counts = layers.textVectorization({
      standardize: null,
      split,
      vocabulary: ["a"],
      outputMode: "count",
    });
    expect(counts("a,,b").arraySync()).toEqual([1, 1]);
  });

  it("must give what is expected of them", () => {
    const wrong = layers.textVectorization({
      standardize: (() => 5) as unknown as () => string,
      vocabulary: ["a"],
    });
    expect(() => wrong("a")).toThrow(
      "TextVectorization: the function of standardize must give a string. Received: 5",
    );
    const apart = layers.textVectorization({
      split: ((text: string) => text) as unknown as () => string[],
      vocabulary: ["a"],
    });
    expect(() => apart("a")).toThrow(
      'TextVectorization: the function of split must give an array of strings. Received: "a"',
    );
  });

  it("are registered only as functions with a name", () => {
    expect(() => registerSplitter("", (text) => [text])).toThrow(
      'registerSplitter: expected a name and a function. Received: "" and function without a name',
    );
    expect(() => registerStandardizer("a", "b" as unknown as () => string)).toThrow(
      'registerStandardizer: expected a name and a function. Received: "a" and "b"',
    );
  });

  it("lower every letter under lower_unicode and only A-Z under lower", () => {
    const make = (standardize: "lower" | "lower_unicode"): TextVectorization =>
      layers.textVectorization({ standardize, vocabulary: ["éa!", "Éa!"] });
    expect(make("lower")("ÉA!").arraySync()).toEqual([3]);
    expect(make("lower_unicode")("ÉA!").arraySync()).toEqual([2]);
  });
});
