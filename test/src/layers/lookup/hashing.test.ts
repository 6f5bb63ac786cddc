import { beforeAll, describe, expect, it } from "vitest";
import { type Hashing, type HashingOptions, layers, ready, tf } from "../../../../src/index.js";
import { checkLayer } from "../../check-layer.js";
import { expectCalls, fromKeras, readRecorded } from "../../recorded-layer.js";

const golden = readRecorded("hashing.json");

beforeAll(ready);

for (const outputMode of ["int", "one_hot", "multi_hot", "count"] as const) {
  checkLayer({
    name: `Hashing with outputMode ${outputMode}`,
    make: () => layers.hashing({ numBins: 4, outputMode, maskValue: "Foo_Bar", salt: [133, -137] }),
    input: [
      ["a", "b"],
      ["Foo_Bar", "c"],
    ],
    inputDtype: "string",
    outputShape: outputMode === "int" ? [2, 2] : outputMode === "one_hot" ? [2, 2, 4] : [2, 4],
    outputDtype: outputMode === "int" ? "int32" : "float32",
    isRandom: false,
    rejects: [
      [
        [1],
        'Hashing: the input must be of the maskValue\'s type. Received: "Foo_Bar" and a int32 tensor of shape [1]',
      ],
    ],
  });
}

checkLayer({
  name: "Hashing of integers",
  make: () => layers.hashing({ numBins: 5, maskValue: 0 }),
  input: [
    [0, 1],
    [-7, 12],
  ],
  inputDtype: "int32",
  outputShape: [2, 2],
  outputDtype: "int32",
  isRandom: false,
  rejects: [
    [[Number.NaN], "Hashing: numbers must be finite and fit 64 bits. Received: NaN"],
    [[1e30], "Hashing: numbers must be finite and fit 64 bits. Received: 1.0000000150474662e+30"],
  ],
});

describe("Hashing against Keras", () => {
  it.each(golden.cases)("gives the recorded values of $id", ({ config, calls, tol }) => {
    expectCalls(fromKeras("Hashing", config), calls, tol);
  });

  it.each(golden.drawn)("equals Keras with $config", ({ config, calls }) => {
    expectCalls(fromKeras("Hashing", config), calls, 0);
  });

  it("reads the configs that Keras writes", () => {
    const layer = layers.deserialize(golden.serialized[0]!) as Hashing; // named so
    expect([layer.name, layer.maskValue, layer.salt]).toEqual(["hashed", "Foo_Bar", [133, 137]]);
  });

  // keras.layers.Hashing(5) on float32 [1e10, -3.5] and on [True, False]
  it("writes large numbers, fractions and booleans out as TensorFlow does", () => {
    const hashing = layers.hashing({ numBins: 5 });
    expect(hashing([1e10, -3.5]).arraySync()).toEqual([4, 4]);
    expect(hashing([true, false]).arraySync()).toEqual([0, 2]);
    expect(hashing([-0.5]).arraySync()).toEqual(hashing([0]).arraySync());
  });
});

describe("Hashing", () => {
  it("knows the output's shape for every mode and rank", () => {
    for (const outputMode of ["int", "one_hot", "multi_hot", "count"] as const) {
      const layer = layers.hashing({ numBins: 3, outputMode });
      for (const shape of [[], [3], [3, 1], [3, 2], [2, 3, 1]]) {
        const output = layer(tf.zeros(shape, "int32"));
        expect(layer.computeOutputShape(shape)).toEqual(output.shape);
      }
    }
  });

  it("has no bucket for the mask when there is only one", () => {
    expect(layers.hashing({ numBins: 1, maskValue: "" })(["", "a"]).arraySync()).toEqual([0, 0]);
  });

  it.each([
    [{}, "Hashing: numBins must be a whole number from 1 to 2^31. Received: undefined"],
    [{ numBins: 0 }, "Hashing: numBins must be a whole number from 1 to 2^31. Received: 0"],
    [
      { numBins: 2, salt: [1] },
      "Hashing: salt must be an integer or a pair of them. Received: [1]",
    ],
    [
      { numBins: 2, maskValue: Number.NaN },
      "Hashing: maskValue must be a string or a number. Received: NaN",
    ],
    [
      { numBins: 2, outputMode: "tf_idf" },
      'Hashing: outputMode must be one of int, one_hot, multi_hot, count. Received: "tf_idf"',
    ],
    [
      { numBins: 2, sparse: true },
      'Hashing: sparse works only with an encoded outputMode. Received: "int"',
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.hashing(options as unknown as HashingOptions)).toThrow(message);
  });
});
