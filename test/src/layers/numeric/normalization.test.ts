import type { Tensor } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type AdaptData,
  layers,
  type Normalization,
  type NormalizationOptions,
  type NormalizationState,
  ready,
  tf,
} from "../../../../src/index.js";
import { checkLayer } from "../../check-layer.js";
import { largestDifference } from "../../golden.js";
import { expectCalls, fromKeras, type RecordedLayer, readRecorded } from "../../recorded-layer.js";
import { saveAndLoad } from "../../save-and-load.js";

interface Drawn extends RecordedLayer {
  readonly mean?: readonly number[];
  readonly variance?: readonly number[];
}

const golden = readRecorded<Drawn>("normalization.json");
const ROWS = [
  [0, 10],
  [2, 30],
  [4, 50],
];

beforeAll(ready);

function relativeDifference(values: Float32Array, expected: readonly number[]): number {
  const scale = Math.max(...expected.map(Math.abs)) || 1;
  return largestDifference(values, expected) / scale;
}

checkLayer({
  name: "Normalization that was adapted",
  make: async () => {
    const layer = layers.normalization();
    await layer.adapt(ROWS);
    return layer;
  },
  input: [
    [1, 2],
    [3, 4],
  ],
  inputDtype: "float32",
  outputShape: [2, 2],
  outputDtype: "float32",
  isRandom: false,
  rejects: [
    [
      [["a", "b"]],
      "Normalization: input must hold numbers. Received: string tensor of shape [1, 2]",
    ],
    [[[1, 2, 3]], "Normalization: the kept axes must keep their sizes, [2]. Received: [3]"],
    [
      1,
      "Normalization: axis must lie in [-rank, rank) of the input. Received: axis -1 and shape []",
    ],
  ],
});

checkLayer({
  name: "Normalization with given statistics, inverted",
  make: () => layers.normalization({ mean: [1, 2], variance: [4, 9], invert: true }),
  input: [
    [1, 2],
    [3, 4],
  ],
  inputDtype: "int32",
  outputShape: [2, 2],
  outputDtype: "float32",
  isRandom: false,
  rejects: [
    [
      [[1, 2, 3]],
      "Normalization: mean and variance must fit the kept axes, of sizes [3]. Received: shape [2]",
    ],
  ],
});

describe("Normalization against Keras", () => {
  it.each(golden.cases)("gives the recorded values of $id", async (recorded) => {
    const layer = fromKeras<Normalization>("Normalization", recorded.config);
    if (recorded.adapt !== undefined) await layer.adapt(recorded.adapt);
    expectCalls(layer, recorded.calls, recorded.tol);
  });

  it.each(golden.drawn)("equals Keras with $config", async (recorded) => {
    const layer = fromKeras<Normalization>("Normalization", recorded.config);
    let tolerance = 1e-5;
    if (recorded.adapt !== undefined) {
      await layer.adapt(recorded.adapt);
      // Keras sums in float32: its mean is off by a last digit, which counts beside a small deviation
      const [means, variances] = [layer.mean!, layer.variance!];
      expect(relativeDifference(means, recorded.mean!)).toBeLessThan(2e-6);
      expect(relativeDifference(variances, recorded.variance!)).toBeLessThan(1e-5);
      const deviation = Math.sqrt(Math.min(...variances)) || 1;
      tolerance += (Math.max(...means.map(Math.abs)) * 2 ** -23) / deviation;
    }
    expectCalls(layer, recorded.calls, tolerance);
  });

  it("reads the configs that Keras writes", () => {
    const [adapted, given] = golden.serialized.map((each) => layers.deserialize(each)) as [
      Normalization,
      Normalization,
    ]; // named so
    expect([adapted.name, adapted.mean]).toEqual(["norm", null]);
    expect(given([[3, 5]]).arraySync()).toEqual([[1, 1]]);
  });
});

describe("adapt of Normalization", () => {
  it.each<[string, () => AdaptData]>([
    ["an array", () => ROWS],
    ["a tensor", () => tf.tensor(ROWS)],
    ["an int32 tensor", () => tf.tensor(ROWS, undefined, "int32")],
    ["a list of tensors", () => [tf.tensor(ROWS.slice(0, 1)), tf.tensor(ROWS.slice(1))]],
    ["a dataset of rows", () => tf.data.array(ROWS)],
    ["a dataset of batches", () => tf.data.array(ROWS).batch(2)],
    [
      "a dataset with labels",
      () =>
        tf.data
          .array(ROWS)
          .map((xs) => ({ xs, ys: 1 }))
          .batch(2),
    ],
    [
      "a generator",
      function* () {
        yield ROWS.slice(0, 2);
        yield ROWS[2];
      },
    ],
  ])("learns from %s", async (_, data) => {
    const layer = layers.normalization();
    await layer.adapt(data());
    expect(Array.from(layer.mean!)).toEqual([2, 30]);
    expect(largestDifference(layer.variance!, [8 / 3, 800 / 3].map(Math.fround))).toBe(0);
    expect(layer.count).toBe(3);
  });

  it("learns from typed arrays and columns over all axes", async () => {
    for (const data of [Float32Array.of(1, 3), Float64Array.of(1, 3), { values: [1, 3] }]) {
      const layer = layers.normalization({ axis: null });
      await layer.adapt(data);
      expect([layer.mean![0], layer.variance![0], layer.count]).toEqual([2, 1, 2]);
    }
  });

  it("keeps its digits beside a large offset", async () => {
    const layer = layers.normalization({ axis: null });
    await layer.adapt(Int32Array.from({ length: 100_000 }, (_, i) => 1_000_000_000 + (i % 2)));
    expect(layer.variance![0]).toBe(0.25);
  });

  it("merges shards into what one pass learns", async () => {
    const data = Array.from({ length: 50 }, (_, i) => [Math.sin(i) * 10, Math.cos(i * i) + 1000]);
    const whole = layers.normalization();
    await whole.adapt(data);
    const merged = layers.normalization();
    for (const [from, to] of [
      [0, 7],
      [7, 8],
      [8, 50],
    ] as const) {
      const part = layers.normalization();
      await part.adapt(data.slice(from, to));
      merged.mergeState(JSON.parse(JSON.stringify(part.state)) as NormalizationState);
    }
    expect(merged.mean).toEqual(whole.mean);
    expect(merged.variance).toEqual(whole.variance);
    expect(merged.count).toBe(50);
    expect(merged([[1, 2]]).arraySync()).toEqual(whole([[1, 2]]).arraySync());
  });

  it("starts over each time, and forgets on a reset", async () => {
    const layer = layers.normalization();
    await layer.adapt(ROWS);
    layer(ROWS);
    await layer.adapt([
      [1, 1],
      [1, 3],
    ]);
    expect(Array.from(layer.mean!)).toEqual([1, 2]);
    expect(layer([[1, 3]]).arraySync()).toEqual([[0, 1]]);
    layer.resetState();
    expect([layer.state, layer.mean, layer.count]).toEqual([null, null, 0]);
    expect(() => layer(ROWS)).toThrow("Normalization: needs statistics before it is used.");
  });

  it("keeps the old statistics when the data fails or is aborted halfway", async () => {
    const layer = layers.normalization();
    await layer.adapt(ROWS);
    const before = layer.state;
    const controller = new AbortController();
    async function* aborting(): AsyncGenerator<number[][]> {
      yield [[1, 1]];
      controller.abort(new Error("enough"));
      yield [[2, 2]];
    }
    await expect(layer.adapt(aborting(), { signal: controller.signal })).rejects.toThrow("enough");
    await expect(layer.adapt([[1, Number.NaN]])).rejects.toThrow(
      "Normalization: adapt needs finite numbers. Received: NaN or an infinity at place 1 of the kept axes",
    );
    async function* uneven(): AsyncGenerator<number[][]> {
      yield [[1, 1]];
      yield [[1, 2, 3]];
    }
    await expect(layer.adapt(uneven())).rejects.toThrow("Received: [3]");
    expect(layer.state).toEqual(before);
  });

  it("rejects empty data, text, and layers with given statistics", async () => {
    await expect(layers.normalization().adapt([[]])).rejects.toThrow(
      "Normalization: adapt found no numbers. Received: empty data",
    );
    await expect(layers.normalization().adapt(["a"])).rejects.toThrow("input must hold numbers.");
    const given = layers.normalization({ mean: 0, variance: 1 });
    await expect(given.adapt(ROWS)).rejects.toThrow(
      "Normalization: adapt works only without the options mean and variance.",
    );
    expect(() => layers.normalization().mergeState({} as NormalizationState)).toThrow(
      "Normalization: expected the state of a Normalization, version 1. Received: {}",
    );
  });

  it("disposes the tensors of a dataset and none of its caller", async () => {
    const layer = layers.normalization();
    const mine = tf.tensor(ROWS);
    const before = tf.memory().numTensors;
    await layer.adapt(mine);
    await layer.adapt(tf.data.array(ROWS).batch(2));
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("Normalization in a saved model", () => {
  function modelOf(layer: Normalization): ReturnType<typeof tf.model> {
    const input = tf.input({ shape: [2] });
    return tf.model({ inputs: input, outputs: layer(input) as never }); // symbolic in, symbolic out
  }

  it("has weights as Keras's: mean, variance, count", async () => {
    const layer = layers.normalization({ name: "features" });
    await layer.adapt(ROWS);
    layer(ROWS);
    expect(layer.weights.map((weight) => weight.originalName)).toEqual([
      "features/mean",
      "features/variance",
      "features/count",
    ]);
    expect(layer.getWeights().map((weight) => weight.arraySync())).toEqual([
      [2, 30],
      [Math.fround(8 / 3), Math.fround(800 / 3)],
      3,
    ]);
    const loaded = await saveAndLoad(await saveAndLoad(modelOf(layer)));
    const again = loaded.layers[1] as Normalization; // the second of two
    expect(again.state).toEqual(layer.state);
    const output = loaded.predict(tf.tensor([[4, 10]])) as Tensor; // one output
    expect(output.arraySync()).toEqual(layer([[4, 10]]).arraySync());
  });

  it("takes over weights set from elsewhere, of an unknown amount of data", async () => {
    const layer = layers.normalization();
    modelOf(layer);
    expect(() => layer(ROWS)).toThrow("needs statistics before it is used");
    layer.setWeights([tf.tensor([1, 2]), tf.tensor([4, 9]), tf.scalar(0, "int32")]);
    expect(layer([[3, 5]]).arraySync()).toEqual([[1, 1]]);
    expect([layer.state, Array.from(layer.mean!)]).toEqual([null, [1, 2]]);
    const other = layers.normalization();
    await other.adapt(ROWS);
    expect(() => layer.mergeState(other.state!)).toThrow(
      "Normalization: the loaded weights do not say how much data they stand for.",
    );
    layer.resetState();
    layer.mergeState(other.state!);
    expect(layer.state).toEqual(other.state);
  });
});

describe("Normalization", () => {
  it("aligns given statistics with the last kept axes", () => {
    const layer = layers.normalization({ axis: [1, 2], mean: [1, 2], variance: [4, 1] });
    expect(
      layer([
        [
          [1, 2],
          [3, 3],
        ],
      ]).arraySync(),
    ).toEqual([
      [
        [0, 0],
        [1, 1],
      ],
    ]);
  });

  it("needs known sizes of the kept axes, and keeps the shape", () => {
    const layer = layers.normalization();
    expect(layer.computeOutputShape([null, 3])).toEqual([null, 3]);
    expect(() => layer(tf.input({ shape: [null] }))).toThrow(
      "Normalization: every axis that keeps its own mean must have a known size. Received: axis 1 of shape [null, null]",
    );
  });

  it.each([
    [{ mean: 1 }, "Normalization: mean and variance must be given together. Received: only mean"],
    [
      { mean: [1, 2], variance: 1 },
      "Normalization: mean and variance must have one shape. Received: [2] and []",
    ],
    [
      { mean: [[1]], variance: [[1]] },
      "Normalization: mean must have at most as many dimensions as there are kept axes, 1. Received: shape [1, 1]",
    ],
    [{ mean: 0, variance: -1 }, "Normalization: variance must be 0 or more. Received: -1"],
    [
      { mean: Number.NaN, variance: 1 },
      "Normalization: mean must be finite numbers. Received: NaN",
    ],
    [
      { axis: 1.5 },
      "Normalization: axis must be an integer, a list of integers or null. Received: 1.5",
    ],
    [{ state: { kind: "normalization", version: 1 } }, "the state of a Normalization is damaged."],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.normalization(options as unknown as NormalizationOptions)).toThrow(message);
  });
});
