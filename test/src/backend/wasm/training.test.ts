import type { LayersModel, SymbolicTensor, Tensor } from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { backend, tf } from "../../../../src/index.js";
import { numbers } from "../compare-backends.js";

const { layers } = tf;

interface Problem {
  readonly model: () => LayersModel;
  readonly data: () => [x: Tensor, y: Tensor];
}

// no random weights: tfjs draws them differently on each backend
const init = () => tf.initializers.randomUniform({ minval: -0.4, maxval: 0.4, seed: 3 });
const weights = () => ({ kernelInitializer: init() });
const recurrent = () => ({ ...weights(), recurrentInitializer: init() });

const tokens = (): [Tensor, Tensor] => [
  tf.tensor2d(
    Array.from({ length: 8 * 6 }, (_, i) => (i * 7 + (i >> 3)) % 20),
    [8, 6],
    "int32",
  ),
  tf.tensor2d([0, 1, 1, 0, 1, 0, 0, 1], [8, 1]),
];

const embedding = () =>
  layers.embedding({ inputDim: 20, outputDim: 4, inputLength: 6, embeddingsInitializer: init() });

/** A bottleneck of ResNet50 with its shortcut, halving the image. */
function residualNetwork(): LayersModel {
  const convolve = (x: SymbolicTensor, filters: number, kernelSize: number, strides = 1) =>
    layers
      .conv2d({ filters, kernelSize, strides, padding: "same", ...weights() })
      .apply(x) as SymbolicTensor;
  const normalize = (x: SymbolicTensor) =>
    layers.batchNormalization({ epsilon: 1.001e-5 }).apply(x) as SymbolicTensor;
  const relu = (x: SymbolicTensor) => layers.reLU().apply(x) as SymbolicTensor;
  const inputs = tf.input({ shape: [8, 8, 3] });
  const padded = layers.zeroPadding2d({ padding: 1 }).apply(inputs) as SymbolicTensor;
  const stem = relu(normalize(convolve(padded, 4, 3)));
  const shortcut = normalize(convolve(stem, 8, 1, 2));
  const inner = relu(normalize(convolve(relu(normalize(convolve(stem, 4, 1, 2))), 4, 3)));
  const sum = layers.add().apply([shortcut, normalize(convolve(inner, 8, 1))]) as SymbolicTensor;
  const pooled = layers.globalAveragePooling2d({}).apply(relu(sum)) as SymbolicTensor;
  const outputs = layers.dense({ units: 3, activation: "softmax", ...weights() }).apply(pooled);
  return tf.model({ inputs, outputs: outputs as SymbolicTensor });
}

const images = (): [Tensor, Tensor] => [
  tf.tensor(numbers([8, 8, 8, 3]).values, [8, 8, 8, 3]),
  tf.oneHot(tf.tensor1d([0, 1, 2, 0, 1, 2, 0, 1], "int32"), 3).cast("float32"),
];

const problems: Record<string, Problem> = {
  "residual network": { model: residualNetwork, data: images },
  CNN: {
    model: () =>
      tf.sequential({
        layers: [
          layers.conv2d({ filters: 4, kernelSize: 3, inputShape: [8, 8, 3], ...weights() }),
          layers.batchNormalization(),
          layers.reLU(),
          layers.maxPooling2d({ poolSize: 2 }),
          layers.depthwiseConv2d({ kernelSize: 2, depthwiseInitializer: init() }),
          layers.flatten(),
          layers.dense({ units: 3, activation: "softmax", ...weights() }),
        ],
      }),
    data: images,
  },
  GRU: {
    model: () =>
      tf.sequential({
        layers: [
          embedding(),
          layers.gru({ units: 5, ...recurrent() }),
          layers.dense({ units: 1, activation: "sigmoid", ...weights() }),
        ],
      }),
    data: tokens,
  },
  LSTM: {
    model: () =>
      tf.sequential({
        layers: [
          embedding(),
          layers.lstm({ units: 5, returnSequences: true, ...recurrent() }),
          layers.globalAveragePooling1d({}),
          layers.dense({ units: 1, activation: "sigmoid", ...weights() }),
        ],
      }),
    data: tokens,
  },
};

const optimizers = {
  sgd: () => tf.train.sgd(0.1),
  rmsprop: () => tf.train.rmsprop(0.01),
  adam: () => tf.train.adam(0.01),
};

async function lossCurve(name: "cpu" | "wasm", { model, data }: Problem, optimizer: string) {
  await backend(name);
  const trained = model();
  const loss =
    trained.outputs[0]!.shape.at(-1) === 1 ? "binaryCrossentropy" : "categoricalCrossentropy";
  trained.compile({ optimizer: optimizers[optimizer as keyof typeof optimizers](), loss });
  const [x, y] = data();
  const losses: number[] = [];
  for (let step = 0; step < 10; step++) losses.push((await trained.trainOnBatch(x, y)) as number);
  return losses;
}

describe.each(Object.keys(problems))("the losses of a %s", (problem) => {
  it.each(Object.keys(optimizers))("are those of the cpu backend with %s", async (optimizer) => {
    const expected = await lossCurve("cpu", problems[problem]!, optimizer);
    const got = await lossCurve("wasm", problems[problem]!, optimizer);
    expect(expected.at(-1)).toBeLessThan(expected[0]!);
    got.forEach((loss, step) => {
      expect(Math.abs(loss - expected[step]!)).toBeLessThan(1e-4);
    });
  });
});
