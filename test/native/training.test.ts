import type { LayersModel, Optimizer, Tensor } from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import {
  applications,
  type BackendName,
  backend,
  layers,
  setRandomSeed,
  tf,
} from "../../src/index.js";
import { largestDifference } from "../src/golden.js";

const STEPS = 12;
const PEERS = ["cpu", "wasm"] as const;

/** Numbers that look drawn and are the same everywhere. */
function numbers(shape: readonly number[], spread: number, start: number): Tensor {
  const size = shape.reduce((product, each) => product * each, 1);
  const values = Float32Array.from({ length: size }, (_, i) => spread * Math.sin(start + 1.7 * i));
  return tf.tensor(values, [...shape]);
}

interface Task {
  make(): LayersModel;
  xs(): Tensor;
  ys(): Tensor;
  readonly loss: string;
}

const tokens = (): Tensor =>
  tf.tensor2d(
    Array.from({ length: 8 * 6 }, (_, i) => (i * 7 + 3) % 20),
    [8, 6],
  );
const sentiments = (): Tensor => tf.tensor2d([0, 1, 1, 0, 1, 0, 0, 1], [8, 1]);

const recurrent = (kind: "gru" | "lstm"): LayersModel => {
  const model = tf.sequential();
  model.add(layers.embedding({ inputDim: 20, outputDim: 4, inputLength: 6, maskZero: true }));
  model.add(layers[kind]({ units: 5 }));
  model.add(layers.dense({ units: 1, activation: "sigmoid" }));
  return model;
};

const TASKS: Record<string, Task> = {
  CNN: {
    make: () => {
      const model = tf.sequential();
      model.add(
        layers.conv2d({ inputShape: [8, 8, 3], filters: 4, kernelSize: 3, padding: "same" }),
      );
      model.add(layers.batchNormalization());
      model.add(layers.reLU());
      model.add(layers.maxPooling2d({ poolSize: 2 }));
      model.add(layers.depthwiseConv2d({ kernelSize: 3, activation: "relu" }));
      model.add(layers.flatten());
      model.add(layers.dense({ units: 3, activation: "softmax" }));
      return model;
    },
    xs: () => numbers([8, 8, 8, 3], 1, 0),
    ys: () => tf.tensor1d([0, 1, 2, 0, 1, 2, 0, 1]),
    loss: "sparseCategoricalCrossentropy",
  },
  GRU: { make: () => recurrent("gru"), xs: tokens, ys: sentiments, loss: "binaryCrossentropy" },
  LSTM: { make: () => recurrent("lstm"), xs: tokens, ys: sentiments, loss: "binaryCrossentropy" },
};

const OPTIMIZERS: Record<string, () => Optimizer> = {
  sgd: () => tf.train.sgd(0.05),
  rmsprop: () => tf.train.rmsprop(0.005),
  adam: () => tf.train.adam(0.01),
};

async function lossCurve(
  name: BackendName,
  { make, xs, ys, loss }: Task,
  optimizer: Optimizer,
): Promise<number[]> {
  await backend(name);
  const model = make();
  model.setWeights(model.getWeights().map((weight, i) => numbers(weight.shape, 0.3, i).abs()));
  model.compile({ optimizer, loss });
  const [x, y] = [xs(), ys()];
  const curve: number[] = [];
  for (let step = 0; step < STEPS; step++) curve.push((await model.trainOnBatch(x, y)) as number); // no metrics
  tf.dispose([x, y]);
  model.dispose();
  return curve;
}

describe.each(Object.keys(TASKS))("%s", (task) => {
  it.each(Object.keys(OPTIMIZERS))("loses with %s as on the other backends", async (optimizer) => {
    const make = OPTIMIZERS[optimizer]!;
    const native = await lossCurve("tfjs-node", TASKS[task]!, make());
    expect(native.at(-1)).toBeLessThan(native[0]!);
    for (const peer of PEERS) {
      const curve = await lossCurve(peer, TASKS[task]!, make());
      expect(largestDifference(native, curve)).toBeLessThan(1e-4);
    }
  });
});

// a ResNet50 with random weights has gradients so large that last bits grow tenfold at each step of a usual rate
const RATE = 1e-8;

it("ResNet50 loses as on the WebAssembly backend", async () => {
  const initial = (): LayersModel => {
    setRandomSeed(1);
    return applications.resnet50({ weights: null, inputShape: [32, 32, 3], classes: 3 });
  };
  await backend("wasm");
  const weights = initial()
    .getWeights()
    .map((weight) => ({ values: weight.dataSync<"float32">(), shape: weight.shape }));
  const images = tf.randomUniform([8, 32, 32, 3], 0, 1, "float32", 3).dataSync();
  const curve = async (name: BackendName): Promise<number[]> => {
    await backend(name);
    const model = initial();
    model.setWeights(weights.map(({ values, shape }) => tf.tensor(values, shape)));
    model.compile({ optimizer: tf.train.sgd(RATE), loss: "sparseCategoricalCrossentropy" });
    const [x, y] = [tf.tensor(images, [8, 32, 32, 3]), tf.tensor1d([0, 1, 2, 0, 1, 2, 0, 1])];
    const losses: number[] = [];
    for (let step = 0; step < 5; step++) losses.push((await model.trainOnBatch(x, y)) as number); // no metrics
    return losses;
  };
  const native = await curve("tfjs-node");
  const own = await curve("wasm");
  expect(native.at(-1)).toBeLessThan(native[0]!);
  native.forEach((loss, i) => {
    expect(Math.abs(own[i]! - loss) / loss).toBeLessThan(5e-3);
  });
});
