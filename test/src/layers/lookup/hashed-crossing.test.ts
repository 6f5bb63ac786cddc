import type { Tensor } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import * as preplab from "../../../../src/index.js";
import { flatNumbers } from "../../golden.js";
import { fromKeras, readRecorded } from "../../recorded-layer.js";
import { saveAndLoad } from "../../save-and-load.js";

const { layers, ready, tf } = preplab;
type HashedCrossing = preplab.HashedCrossing;
type Features = readonly preplab.LayerInput[];

const golden = readRecorded("hashed-crossing.json");
const LETTERS = ["A", "B", "A"];
const NUMBERS = [101, 101, 102];

beforeAll(ready);

describe("HashedCrossing against Keras", () => {
  it.each([...golden.cases, ...golden.drawn])("equals Keras with $config", ({ config, calls }) => {
    const layer = fromKeras<HashedCrossing>("HashedCrossing", config);
    for (const { input, expected, shape } of calls) {
      const output = layer(input as Features); // always a list of features
      expect(Array.from(output.dataSync())).toEqual(flatNumbers(expected));
      if (shape !== undefined) expect(output.shape).toEqual(shape);
    }
  });

  it("reads the configs that Keras writes", () => {
    const layer = layers.deserialize(golden.serialized[0]!) as HashedCrossing; // named so
    expect([layer.name, layer.numBins, layer.outputMode]).toEqual(["crossed", 5, "one_hot"]);
  });
});

describe("HashedCrossing", () => {
  it("is exported, registered and a function with a readable form", () => {
    const layer = layers.hashedCrossing({ numBins: 5, name: "crossed" });
    expect(layer).toBeInstanceOf(preplab.HashedCrossing);
    expect(String(layer)).toBe('HashedCrossing(name: "crossed", numBins: 5, outputMode: "int")');
    const registered = tf.serialization.SerializationMap.getMap().classNameMap.HashedCrossing;
    expect(registered?.[0]).toBe(layer.constructor);
  });

  it("gives the same for plain values, tensors, typed arrays and apply, and leaks nothing", () => {
    const layer = layers.hashedCrossing({ numBins: 5 });
    const tensors = [tf.tensor(LETTERS), tf.tensor(NUMBERS, undefined, "int32")];
    layer(tensors).dispose();
    const before = tf.memory().numTensors;
    const outputs = [
      layer([LETTERS, NUMBERS]),
      layer(tensors),
      layer([LETTERS, Int32Array.from(NUMBERS)]),
      layer([tensors[0]!, NUMBERS]),
      layer.apply(tensors) as Tensor, // tensors in, tensors out
    ];
    for (const output of outputs) expect(output.arraySync()).toEqual([1, 4, 3]);
    expect(outputs[0]!.dtype).toBe("int32");
    tf.dispose(outputs);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("knows the output's shape for every mode and rank", () => {
    for (const outputMode of ["int", "one_hot"] as const) {
      const layer = layers.hashedCrossing({ numBins: 3, outputMode });
      for (const shape of [[], [2], [2, 1]]) {
        const feature = tf.zeros(shape, "int32");
        const output = layer([feature, feature]);
        expect(layer.computeOutputShape([shape, shape])).toEqual(output.shape);
      }
    }
    const layer = layers.hashedCrossing({ numBins: 3 });
    expect(
      layer.computeOutputShape([
        [null, 1],
        [null, 1],
      ]),
    ).toEqual([null, 1]);
    expect(() =>
      layer.computeOutputShape([
        [null, 1],
        [null, 2],
      ]),
    ).toThrow("HashedCrossing: features must have one shape. Received: [null, 1] and [null, 2]");
  });

  it("joins two inputs of a model, saved twice", async () => {
    const crossing = layers.hashedCrossing({ numBins: 5, outputMode: "one_hot" });
    const inputs = [
      tf.input({ shape: [1], dtype: "string" as "float32" }), // tfjs takes strings, its types do not
      tf.input({ shape: [1], dtype: "int32" }),
    ];
    const model = tf.model({ inputs, outputs: crossing(inputs) });
    const loaded = await saveAndLoad(await saveAndLoad(model));
    const column = [tf.tensor([["A"], ["B"]]), tf.tensor([[101], [102]], undefined, "int32")];
    const output = loaded.predict(column) as Tensor; // one output
    expect(output.arraySync()).toEqual([
      [0, 1, 0, 0, 0],
      [0, 1, 0, 0, 0],
    ]);
    expect(loaded.layers.at(-1)).toBeInstanceOf(preplab.HashedCrossing);
    expect(loaded.layers.at(-1)!.getConfig()).toEqual(crossing.getConfig());
  });

  it("works in the map of a dataset", async () => {
    const crossing = layers.hashedCrossing({ numBins: 5 });
    const dataset = tf.data
      .array(LETTERS.map((letter, i) => ({ letter, number: NUMBERS[i]! })))
      .batch(3)
      .map((row) => {
        const { letter, number } = row as unknown as Record<"letter" | "number", Tensor>; // batched
        return crossing([letter, number.cast("int32")]);
      });
    const [crossed] = (await dataset.toArray()) as Tensor[]; // one batch
    expect(crossed!.arraySync()).toEqual([1, 4, 3]);
  });

  it.each<[unknown, string]>([
    ["A", 'HashedCrossing: expected a list of two features or more. Received: "A"'],
    [[["A"]], "HashedCrossing: expected a list of two features or more. Received: "],
    [[["A"], [1, 2]], "HashedCrossing: features must have one shape. Received: [1] and [2]"],
    [
      [[["A", "B"]], [[1, 2]]],
      "HashedCrossing: features must have the shape [], [batch] or [batch, 1]. Received: [1, 2]",
    ],
    [
      [["A"], [0.5]],
      "HashedCrossing: features must be strings or integers of 32 bits. Received: float32 tensor of shape [1]",
    ],
  ])("rejects %j", (inputs, message) => {
    const layer = layers.hashedCrossing({ numBins: 5 });
    expect(() => layer(inputs as Features)).toThrow(message);
  });

  it.each([
    [{}, "HashedCrossing: numBins must be a whole number from 1 to 2^31. Received: undefined"],
    [
      { numBins: 5, outputMode: "count" },
      'HashedCrossing: outputMode must be one of int, one_hot. Received: "count"',
    ],
    [{ numBins: 5, outputMode: "one_hot", sparse: true }, "HashedCrossing: sparse must be false"],
  ])("rejects the options %j", (options, message) => {
    expect(() =>
      layers.hashedCrossing(options as unknown as preplab.HashedCrossingOptions),
    ).toThrow(message);
  });
});
