import { beforeAll, describe, expect, it } from "vitest";
import {
  type AdaptData,
  type Discretization,
  type DiscretizationOptions,
  type DiscretizationState,
  layers,
  ready,
  tf,
} from "../../../../src/index.js";
import { binBoundaries, mergeSketches, sketchOf } from "../../../../src/ops/quantile-sketch.js";
import { checkLayer } from "../../check-layer.js";
import { largestDifference } from "../../golden.js";
import { expectCalls, fromKeras, type RecordedLayer, readRecorded } from "../../recorded-layer.js";

interface Drawn extends RecordedLayer {
  readonly batches: readonly (readonly number[])[];
  readonly boundaries: readonly number[];
}

const golden = readRecorded<Drawn>("discretization.json");

beforeAll(ready);

for (const outputMode of ["int", "one_hot", "multi_hot", "count"] as const) {
  checkLayer({
    name: `Discretization with outputMode ${outputMode}`,
    make: () => layers.discretization({ binBoundaries: [0, 0.5, 2], outputMode }),
    input: [
      [-1, 0.5],
      [7, 0],
    ],
    inputDtype: "float32",
    outputShape: outputMode === "int" ? [2, 2] : outputMode === "one_hot" ? [2, 2, 4] : [2, 4],
    outputDtype: outputMode === "int" ? "int32" : "float32",
    isRandom: false,
    rejects: [
      [["a"], "Discretization: input must hold numbers. Received: string tensor of shape [1]"],
    ],
  });
}

checkLayer({
  name: "Discretization that was adapted",
  make: async () => {
    const layer = layers.discretization({ numBins: 3, outputMode: "one_hot" });
    await layer.adapt([1, 2, 3, 4, 5, 6.1]);
    return layer;
  },
  input: [[-1], [2.5], [7]],
  inputDtype: "float32",
  outputShape: [3, 3],
  outputDtype: "float32",
  isRandom: false,
  rejects: [],
});

describe("Discretization against Keras", () => {
  it.each(golden.cases)("gives the recorded values of $id", async (recorded) => {
    const layer = fromKeras<Discretization>("Discretization", recorded.config);
    if (recorded.adapt !== undefined) await layer.adapt(recorded.adapt);
    expectCalls(layer, recorded.calls, recorded.tol);
  });

  it.each(golden.drawn)("equals Keras with $config", async (recorded) => {
    const layer = fromKeras<Discretization>("Discretization", recorded.config);
    await layer.adapt(recorded.batches.values());
    // among equal values NumPy's sort keeps no order, which shows in the seventh digit
    const largest = Math.max(1, ...recorded.boundaries.map(Math.abs));
    const difference = largestDifference(layer.binBoundaries!, recorded.boundaries);
    expect(difference).toBeLessThanOrEqual(1e-6 * largest);
    expectCalls(layer, recorded.calls, 0);
  });

  it("reads the configs that Keras writes", () => {
    const [learnt, given] = golden.serialized.map((each) => layers.deserialize(each)) as [
      Discretization,
      Discretization,
    ]; // named so
    expect([learnt.name, learnt.numBins]).toEqual(["bins", 3]);
    expect(learnt.binBoundaries).toEqual([98.99996948242188, 198.99998474121094]);
    expect(given([0, 1.5]).arraySync()).toEqual([
      [0, 1, 0],
      [0, 0, 1],
    ]);
  });
});

describe("adapt of Discretization", () => {
  it.each<[string, () => AdaptData]>([
    ["an array", () => [1, 2, 3]],
    ["a nested array", () => [[1], [2], [3]]],
    ["a typed array", () => Float64Array.of(3, 2, 1)],
    ["a column", () => ({ values: [1, 2, 3] })],
    ["a tensor", () => tf.tensor([3, 1, 2])],
    ["a dataset", () => tf.data.array([1, 2, 3])],
    [
      "a dataset with labels",
      () =>
        tf.data
          .array([1, 2, 3])
          .map((xs) => ({ xs, ys: 1 }))
          .batch(2),
    ],
    [
      "a generator",
      function* () {
        yield [1, 3];
        yield 2;
      },
    ],
  ])("learns from %s", async (_, data) => {
    const layer = layers.discretization({ numBins: 3 });
    await layer.adapt(data());
    expect(layer.binBoundaries).toEqual([1, 2]);
  });

  it("starts over each time, and forgets on a reset", async () => {
    const layer = layers.discretization({ numBins: 3 });
    await layer.adapt([1, 2, 3]);
    await layer.adapt([4, 5, 6]);
    expect(layer([2, 5]).arraySync()).toEqual([0, 2]);
    layer.resetState();
    expect([layer.binBoundaries, layer.state]).toEqual([null, null]);
    expect(() => layer([1])).toThrow("Discretization: needs boundaries before it is used.");
  });

  it("keeps the values one step later under tf_keras", async () => {
    const numbers = Array.from({ length: 300 }, (_, i) => i);
    const layer = layers.discretization({ numBins: 3, compat: "tf_keras" });
    await layer.adapt(numbers);
    // 3, 6, ... 297 stand for three numbers each: a third of them ends at 99
    expect(layer.state!.sketches[0]!.values.slice(0, 2)).toEqual([3, 6]);
    expect(layer.binBoundaries).toEqual([99, 198]);
  });

  it("merges shards into what one pass over their batches learns", async () => {
    const batches = [0, 1, 2, 3].map((shard) =>
      Array.from({ length: 150 }, (_, i) => Math.round(Math.sin(i * 7 + shard) * 1000 + 2000) / 10),
    );
    const whole = layers.discretization({ numBins: 7 });
    await whole.adapt(batches.values());
    const merged = layers.discretization({ numBins: 7 });
    for (const shard of [batches.slice(0, 1), batches.slice(1)]) {
      const part = layers.discretization({ numBins: 7 });
      await part.adapt(shard.values());
      merged.mergeState(JSON.parse(JSON.stringify(part.state)) as DiscretizationState);
    }
    expect(merged.state).toEqual(whole.state);
    expect(merged.binBoundaries).toEqual(whole.binBoundaries);
  });

  it("stays small however many batches there are", async () => {
    const batches = Array.from({ length: 2500 }, (_, i) => [(i * 37) % 101, i % 10]);
    const layer = layers.discretization({ numBins: 4, epsilon: 0.1 });
    await layer.adapt(batches.values());
    expect(layer.state!.sketches.length).toBeLessThan(1000);
    const inOnePass = batches
      .map((batch) => sketchOf(batch, 0.1))
      .reduce((all, next) => mergeSketches(next, all, 0.1), sketchOf([], 0.1));
    expect(layer.binBoundaries).toEqual(Array.from(binBoundaries(inOnePass, 4)));
  });

  it("keeps the old boundaries when the data fails or is aborted halfway", async () => {
    const layer = layers.discretization({ numBins: 3 });
    await layer.adapt([1, 2, 3]);
    const controller = new AbortController();
    async function* aborting(): AsyncGenerator<number[]> {
      yield [9];
      controller.abort(new Error("enough"));
      yield [10];
    }
    await expect(layer.adapt(aborting(), { signal: controller.signal })).rejects.toThrow("enough");
    await expect(layer.adapt([1, Number.NaN])).rejects.toThrow(
      "Discretization: adapt needs finite numbers. Received: NaN",
    );
    await expect(layer.adapt([])).rejects.toThrow(
      "Discretization: adapt found no numbers. Received: empty data",
    );
    await expect(layer.adapt(["a"])).rejects.toThrow("Discretization: input must hold numbers.");
    expect(layer.binBoundaries).toEqual([1, 2]);
  });

  it("must keep the number of bins once vectors of them were used", async () => {
    const layer = layers.discretization({ numBins: 3, outputMode: "count" });
    await layer.adapt([1, 2, 3]);
    layer([1]);
    await layer.adapt([7, 8, 9]);
    await expect(layer.adapt([1])).rejects.toThrow(
      'Discretization: with outputMode "count" the bins must keep their number once the layer was used, 3. Received: 1',
    );
    expect(layer.binBoundaries).toEqual([7, 8]);
  });

  it("rejects layers with given boundaries, and states of others", async () => {
    const given = layers.discretization({ binBoundaries: [1] });
    await expect(given.adapt([1])).rejects.toThrow(
      "Discretization: adapt works only with the option numBins. Received: a layer created with binBoundaries",
    );
    const layer = layers.discretization({ numBins: 2 });
    expect(() => layer.mergeState({} as DiscretizationState)).toThrow(
      "Discretization: expected the state of a Discretization, version 1. Received: {}",
    );
    const damaged = {
      kind: "discretization",
      version: 1,
      sketches: [{ values: [1], weights: [] }],
    };
    expect(() => layer.mergeState(damaged as unknown as DiscretizationState)).toThrow(
      "Discretization: the state of a Discretization is damaged.",
    );
  });
});

describe("Discretization", () => {
  it("knows the output's shape for every mode and rank", () => {
    for (const outputMode of ["int", "one_hot", "multi_hot", "count"] as const) {
      const layer = layers.discretization({ binBoundaries: [0, 1], outputMode });
      for (const shape of [[], [3], [3, 1], [3, 2], [2, 3, 1]]) {
        expect(layer.computeOutputShape(shape)).toEqual(layer(tf.zeros(shape)).shape);
      }
    }
    const learning = layers.discretization({ numBins: 4, outputMode: "one_hot" });
    expect(learning.computeOutputShape([null, 2])).toEqual([null, 2, 4]);
  });

  it.each([
    [{}, "Discretization: needs numBins or binBoundaries. Received: neither"],
    [
      { numBins: 2, binBoundaries: [1] },
      "Discretization: takes either numBins or binBoundaries. Received: numBins=2 and binBoundaries=[1]",
    ],
    [{ numBins: 0 }, "Discretization: numBins must be a whole number, 1 or more. Received: 0"],
    [{ numBins: 2, epsilon: 0 }, "Discretization: epsilon must lie between 0 and 1. Received: 0"],
    [
      { binBoundaries: [2, 1] },
      "Discretization: binBoundaries must be a list of ascending numbers. Received: [2, 1]",
    ],
    [
      { binBoundaries: [Number.NaN] },
      "Discretization: binBoundaries must be finite numbers. Received: [NaN]",
    ],
    [
      { binBoundaries: [1], outputMode: "tf_idf" },
      'Discretization: outputMode must be one of int, one_hot, multi_hot, count. Received: "tf_idf"',
    ],
    [
      { binBoundaries: [1], sparse: true },
      'Discretization: sparse works only with an encoded outputMode. Received: "int"',
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.discretization(options as unknown as DiscretizationOptions)).toThrow(
      message,
    );
  });
});
