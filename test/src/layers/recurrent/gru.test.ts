import type { LayersModel, Tensor } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { layers, ready, tf } from "../../../../src/index.js";

beforeAll(ready);

type ModelJson = Parameters<typeof tf.models.modelFromJSON>[0];

const KERNEL = [0.5, -1, 2]; // update, reset, candidate
const RECURRENT = [1.5, 0.25, -0.5];
const BIASES = [
  [0.1, 0.2, 0.3],
  [-0.4, 0.5, 0.6],
];

function model(resetAfter: boolean, options: object = {}): LayersModel {
  const gru = layers.gru({
    units: 1,
    resetAfter,
    recurrentActivation: "sigmoid",
    inputShape: [2, 1],
    ...options,
  });
  return tf.sequential({ layers: [gru] });
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function step(x: number, h: number): number {
  const [ofInput, ofState] = [
    KERNEL.map((k, i) => k * x + BIASES[0]![i]!),
    RECURRENT.map((k, i) => k * h + BIASES[1]![i]!),
  ];
  const update = sigmoid(ofInput[0]! + ofState[0]!);
  const reset = sigmoid(ofInput[1]! + ofState[1]!);
  return update * h + (1 - update) * Math.tanh(ofInput[2]! + reset * ofState[2]!);
}

describe("GRU with resetAfter", () => {
  it("applies the reset gate to the product with the recurrent kernel", () => {
    const built = model(true);
    built.setWeights([tf.tensor2d([KERNEL]), tf.tensor2d([RECURRENT]), tf.tensor2d(BIASES)]);
    const output = built.predict(tf.tensor3d([[[0.7], [-1.2]]])) as Tensor;
    expect(output.dataSync()[0]).toBeCloseTo(step(-1.2, step(0.7, 0)), 6);
  });

  it("has one bias for inputs and one for states, and none without useBias", () => {
    expect(
      model(true)
        .getWeights()
        .map(({ shape }) => shape),
    ).toEqual([
      [1, 3],
      [1, 3],
      [2, 3],
    ]);
    expect(model(true, { useBias: false }).getWeights()).toHaveLength(2);
    expect(
      model(false)
        .getWeights()
        .map(({ shape }) => shape),
    ).toEqual([[1, 3], [1, 3], [3]]);
  });

  it("comes back from what tfjs saves, alone and in both directions", async () => {
    const input = tf.input({ shape: [2, 1] });
    const gru = () => layers.gru({ units: 2, resetAfter: true });
    const outputs = [
      gru()(input),
      layers.bidirectional({ layer: gru(), mergeMode: "concat" })(input),
    ];
    const built = tf.model({ inputs: input, outputs });
    const topology = built.toJSON(null, false) as ModelJson;
    const again = await tf.models.modelFromJSON(topology);
    again.setWeights(built.getWeights());
    const sequence = tf.tensor3d([[[0.7], [-1.2]]]);
    const [a, b] = [built, again].map((each) =>
      (each.predict(sequence) as Tensor[]).map((output) => output.arraySync()),
    );
    expect(b).toEqual(a);
  });

  it("drops in training only, and no tensors stay", () => {
    const gru = layers.gru({ units: 3, resetAfter: true, dropout: 0.5, recurrentDropout: 0.5 });
    const sequence = tf.ones([1, 4, 8]);
    const still = gru(sequence).arraySync();
    expect(gru(sequence).arraySync()).toEqual(still);
    const dropped = tf.tidy(() => gru(sequence, { training: true }).arraySync());
    expect(dropped).not.toEqual(still);
    gru(sequence).dispose(); // takes the masks away
    const { numTensors } = tf.memory();
    for (let i = 0; i < 3; i++) {
      gru(sequence, { training: true }).dispose();
      gru(sequence).dispose();
    }
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  it("is trained", async () => {
    await tf.setBackend("cpu");
    const built = model(true);
    built.setWeights([tf.tensor2d([KERNEL]), tf.tensor2d([RECURRENT]), tf.tensor2d(BIASES)]);
    built.compile({ optimizer: tf.train.sgd(0.1), loss: "meanSquaredError" });
    const { history } = await built.fit(tf.ones([2, 2, 1]), tf.fill([2, 1], -0.5), {
      epochs: 10,
      verbose: 0,
    });
    await tf.setBackend("wasm");
    const losses = history.loss as number[];
    expect(losses.at(-1)).toBeLessThan(losses[0]!);
  });
});

it("GRU without resetAfter is that of tfjs", () => {
  const [own, tfjs] = [layers.gru({ units: 2 }), tf.layers.gru({ units: 2 })];
  const sequence = tf.randomNormal([2, 3, 4], 0, 1, "float32", 1);
  const expected = tfjs.apply(sequence) as Tensor;
  own(sequence);
  own.setWeights(tfjs.getWeights());
  expect(own(sequence).sub(expected).abs().max().dataSync()[0]).toBeLessThan(1e-6);
});
