import { beforeAll, describe, expect, it } from "vitest";
import { layers, Rescaling, type RescalingOptions, ready, tf } from "../../../../src/index.js";
import { checkLayer } from "../../check-layer.js";
import { expectCalls, fromKeras, readRecorded } from "../../recorded-layer.js";

const golden = readRecorded("rescaling.json");

beforeAll(ready);

checkLayer({
  name: "Rescaling",
  make: () => layers.rescaling({ scale: [2, 1, 0.5], offset: -1 }),
  input: [
    [0, 1, 2],
    [3, 4, 5],
  ],
  inputDtype: "float32",
  outputShape: [2, 3],
  outputDtype: "float32",
  isRandom: false,
  rejects: [
    [["a"], "Rescaling: input must hold numbers. Received: string tensor of shape [1]"],
    [
      [[1, 2]],
      "Rescaling: shapes must be equal or 1 in each dimension, aligned at their ends. Received: [1, 2] and [3]",
    ],
  ],
});

describe("Rescaling against Keras", () => {
  it.each(golden.cases)("gives the recorded values of $id", ({ config, calls, tol }) => {
    expectCalls(fromKeras("Rescaling", config), calls, tol);
  });

  it.each(golden.drawn)("equals Keras with $config", ({ config, calls }) => {
    expectCalls(fromKeras("Rescaling", config), calls, 0);
  });

  it("reads the configs that Keras writes", () => {
    const layer = layers.deserialize(golden.serialized[0]!) as Rescaling; // named so
    expect(layer.name).toBe("rescaled");
    expect(layer([[1, 1]]).arraySync()).toEqual([[1.5, 2.5]]);
    const array = { class_name: "__numpy__", config: { value: [1, 2], dtype: "float32" } };
    expect(fromKeras<Rescaling>("Rescaling", { scale: array })([[3, 3]]).arraySync()).toEqual([
      [3, 6],
    ]);
  });
});

describe("Rescaling", () => {
  it("makes floats of integer and bool tensors", () => {
    const rescaling = layers.rescaling({ scale: 0.5 });
    expect(rescaling(tf.tensor([1, 3], [2], "int32")).arraySync()).toEqual([0.5, 1.5]);
    expect(rescaling(tf.tensor([true, false], [2], "bool")).arraySync()).toEqual([0.5, 0]);
    expect(rescaling(Uint8Array.of(7)).arraySync()).toEqual([3.5]);
  });

  it("rounds the product before it adds, in float32", () => {
    const [x, scale, offset] = [0.1, 3, -0.3].map(Math.fround) as [number, number, number];
    const expected = Math.fround(Math.fround(x * scale) + offset);
    expect(layers.rescaling({ scale: 3, offset: -0.3 })(0.1).arraySync()).toBe(expected);
  });

  it("spreads a small input over more numbers, and says so beforehand", () => {
    const rescaling = layers.rescaling({ scale: [1, 2, 3] });
    const output = rescaling([[1], [2]]);
    expect(output.arraySync()).toEqual([
      [1, 2, 3],
      [2, 4, 6],
    ]);
    expect(rescaling.computeOutputShape([null, 1])).toEqual([null, 3]);
    expect(rescaling.computeOutputShape([null, null])).toEqual([null, 3]);
    expect(layers.rescaling({ scale: 2 }).computeOutputShape([null, null, 3])).toEqual([
      null,
      null,
      3,
    ]);
  });

  it("takes a tensor or a typed array as scale, per row as well as per column", () => {
    const rows = layers.rescaling({ scale: tf.tensor([[1], [10]]), offset: Float32Array.of(1, 2) });
    expect(
      rows([
        [1, 1],
        [1, 1],
      ]).arraySync(),
    ).toEqual([
      [2, 3],
      [11, 12],
    ]);
    expect(rows.getConfig()).toMatchObject({ scale: [[1], [10]], offset: [1, 2] });
  });

  it.each([
    [{}, "Rescaling: scale must be finite numbers. Received: undefined"],
    [{ scale: Number.NaN }, "Rescaling: scale must be finite numbers. Received: NaN"],
    [{ scale: ["a"] }, 'Rescaling: scale must be finite numbers. Received: ["a"]'],
    [
      { scale: 1, offset: [1, Number.POSITIVE_INFINITY] },
      "Rescaling: offset must be finite numbers.",
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => new Rescaling(options as RescalingOptions)).toThrow(message);
  });
});
