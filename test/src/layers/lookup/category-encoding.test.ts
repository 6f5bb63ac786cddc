import { beforeAll, describe, expect, it } from "vitest";
import {
  type CategoryEncoding,
  type CategoryEncodingOptions,
  layers,
  ready,
  tf,
} from "../../../../src/index.js";
import { checkLayer } from "../../check-layer.js";
import { expectCalls, fromKeras, readRecorded } from "../../recorded-layer.js";

const golden = readRecorded("category-encoding.json");

beforeAll(ready);

for (const outputMode of ["multi_hot", "one_hot", "count"] as const) {
  checkLayer({
    name: `CategoryEncoding with outputMode ${outputMode}`,
    make: () => layers.categoryEncoding({ numTokens: 4, outputMode }),
    input: [
      [0, 1],
      [3, 3],
    ],
    inputDtype: "int32",
    outputShape: outputMode === "one_hot" ? [2, 2, 4] : [2, 4],
    outputDtype: "float32",
    isRandom: false,
    rejects: [
      [["a"], "CategoryEncoding: input must hold integers. Received: string tensor of shape [1]"],
      [[Number.NaN], "CategoryEncoding: input must hold integers of 32 bits. Received: NaN"],
      [[3e9], "CategoryEncoding: input must hold integers of 32 bits. Received: 3000000000"],
    ],
  });
}

describe("CategoryEncoding against Keras", () => {
  it.each(golden.cases)("gives the recorded values of $id", ({ config, calls, tol }) => {
    expectCalls(fromKeras("CategoryEncoding", config), calls, tol);
  });

  it.each(golden.drawn)("equals Keras with $config", ({ config, calls }) => {
    expectCalls(fromKeras("CategoryEncoding", config), calls, 1e-6);
  });

  it("reads the configs that Keras writes", () => {
    const layer = layers.deserialize(golden.serialized[0]!) as CategoryEncoding; // named so
    expect([layer.name, layer.outputMode, layer.numTokens]).toEqual(["encoded", "one_hot", 4]);
  });
});

describe("CategoryEncoding", () => {
  it("knows the output's shape for every mode and rank", () => {
    const shapes = [[], [3], [3, 1], [3, 2], [2, 3, 1], [2, 3, 5]];
    for (const outputMode of ["multi_hot", "one_hot", "count"] as const) {
      const layer = layers.categoryEncoding({ numTokens: 4, outputMode });
      for (const shape of shapes) {
        const output = layer(tf.zeros(shape, "int32"));
        expect(layer.computeOutputShape(shape)).toEqual(output.shape);
      }
      const unknown = layer.computeOutputShape([null, 2]);
      expect(unknown).toEqual(outputMode === "one_hot" ? [null, 2, 4] : [null, 4]);
    }
  });

  it("drops categories that are too large, and negative ones in vectors of their own", () => {
    const marks = layers.categoryEncoding({ numTokens: 2 });
    expect(marks([[1, 5]]).arraySync()).toEqual([[0, 1]]);
    expect(() => marks([[1, -1]])).toThrow(
      "CategoryEncoding: categories must lie in [0, numTokens), numTokens=2. Received: -1",
    );
    const own = layers.categoryEncoding({ numTokens: 2, outputMode: "one_hot" });
    expect(own([-1, 1, 2]).arraySync()).toEqual([
      [0, 0],
      [0, 1],
      [0, 0],
    ]);
  });

  it("rejects every category out of range under tf_keras", () => {
    const own = layers.categoryEncoding({
      numTokens: 2,
      outputMode: "one_hot",
      compat: "tf_keras",
    });
    expect(() => own([2])).toThrow(
      "categories must lie in [0, numTokens), numTokens=2. Received: 2",
    );
    expect(() => own([-1])).toThrow("Received: -1");
    expect(own.getConfig()).toMatchObject({ compat: "tf_keras" });
  });

  it("cuts off fractions, as Keras does", () => {
    expect(
      layers
        .categoryEncoding({ numTokens: 3 })([[1.7, 2.2]])
        .arraySync(),
    ).toEqual([[0, 1, 1]]);
  });

  it("counts what the weights say, also when applied to a tensor", () => {
    const counts = layers.categoryEncoding({ numTokens: 3, outputMode: "count" });
    const countWeights = [0.5, 1, 2];
    expect(counts([0, 1, 1], { countWeights }).arraySync()).toEqual([0.5, 3, 0]);
    expect(counts(tf.tensor([0, 1, 1], [3], "int32"), { countWeights }).arraySync()).toEqual([
      0.5, 3, 0,
    ]);
  });

  it("rejects weights that do not belong", () => {
    const counts = layers.categoryEncoding({ numTokens: 3, outputMode: "count" });
    expect(() => counts([[0, 1]], { countWeights: [1, 1] })).toThrow(
      "CategoryEncoding: countWeights must be numbers in the input's shape, [1, 2]. Received: float32 tensor of shape [2]",
    );
    expect(() => layers.categoryEncoding({ numTokens: 3 })([0], { countWeights: [1] })).toThrow(
      'CategoryEncoding: countWeights belong only to outputMode "count". Received: "multi_hot"',
    );
    expect(() => counts(tf.input({ shape: [1] }), { countWeights: [1] } as object)).toThrow(
      "CategoryEncoding: countWeights go with values, not with the input of a model.",
    );
  });

  it("takes Keras's and camelCase spellings of a mode, and that of older versions", () => {
    const modes = ["multi_hot", "multiHot", "binary", "oneHot"];
    const read = modes.map(
      (mode) =>
        layers.categoryEncoding({ numTokens: 2, outputMode: mode as "multiHot" }).outputMode,
    );
    expect(read).toEqual(["multi_hot", "multi_hot", "multi_hot", "one_hot"]);
  });

  it.each([
    [{}, "CategoryEncoding: numTokens must be a whole number, 1 or more. Received: undefined"],
    [
      { numTokens: 0 },
      "CategoryEncoding: numTokens must be a whole number, 1 or more. Received: 0",
    ],
    [
      { numTokens: 2, outputMode: "int" },
      'CategoryEncoding: outputMode must be one of multi_hot, one_hot, count. Received: "int"',
    ],
    [
      { numTokens: 2, sparse: true },
      "CategoryEncoding: sparse must be false: tfjs has no sparse tensors. Received: true",
    ],
    [
      { numTokens: 2, compat: "keras2" },
      'CategoryEncoding: compat must be one of keras3, tf_keras. Received: "keras2"',
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.categoryEncoding(options as CategoryEncodingOptions)).toThrow(message);
  });
});
