import type { layers, Scalar, Tensor, Variable } from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { backend, tf } from "../../../../src/index.js";
import { largestDifference, numbers } from "../compare-backends.js";

interface Options {
  readonly units: number;
  readonly activation?: "tanh" | "relu" | "linear";
  readonly recurrentActivation?: "sigmoid" | "hardSigmoid" | "tanh";
  readonly useBias?: boolean;
  readonly goBackwards?: boolean;
  readonly returnSequences?: boolean;
  readonly returnState?: boolean;
  readonly dropout?: number;
}

interface Given {
  readonly options: Options;
  readonly shape: [batch: number, time: number, size: number];
  readonly hasMask?: boolean;
  readonly hasState?: boolean;
}

const given: readonly Given[] = [
  { options: { units: 3 }, shape: [2, 4, 5] },
  { options: { units: 12, returnSequences: true }, shape: [5, 3, 2] },
  { options: { units: 3, goBackwards: true, returnSequences: true }, shape: [2, 4, 5] },
  { options: { units: 4, returnState: true, useBias: false }, shape: [3, 2, 2], hasState: true },
  {
    options: { units: 4, returnSequences: true, returnState: true },
    shape: [3, 5, 2],
    hasMask: true,
  },
  { options: { units: 3, goBackwards: true }, shape: [3, 5, 2], hasMask: true, hasState: true },
  { options: { units: 3, activation: "relu", recurrentActivation: "sigmoid" }, shape: [2, 4, 3] },
  { options: { units: 3, activation: "linear", recurrentActivation: "tanh" }, shape: [2, 4, 3] },
  { options: { units: 1, dropout: 0.5 }, shape: [2, 3, 1] },
];

const tensor = (shape: number[], seed: number): Tensor =>
  tf.tensor(
    numbers(shape, seed).values.map((value) => value / 2),
    shape,
  );

async function resultsOn(name: "cpu" | "wasm", kind: "gru" | "lstm", example: Given) {
  await backend(name);
  const { options, shape, hasMask, hasState } = example;
  const layer = tf.layers[kind](options) as layers.Layer;
  layer.build([null, ...shape.slice(1)]);
  layer.setWeights(layer.getWeights().map((weight, i) => tensor(weight.shape, 20 + i)));
  const x = tf.variable(tensor(shape, 1));
  const states = ["h", "c"]
    .slice(0, kind === "lstm" ? 2 : 1)
    .map((_, i) => tf.variable(tensor([shape[0], options.units], 2 + i)));
  const mask = tf.tensor2d(
    Array.from({ length: shape[0] * shape[1] }, (_, i) => i % 3 > 0),
    [shape[0], shape[1]],
    "bool",
  );
  const compute = (): Tensor[] => {
    const args = { ...(hasMask && { mask }), ...(hasState && { initialState: states }) };
    return [layer.call(x as Tensor, args)].flat();
  };
  const outputs = tf.tidy(compute);
  const loss = (): Scalar =>
    tf.addN(compute().map((output, i) => output.mul(tensor(output.shape, 40 + i)).sum()));
  const variables = [
    x,
    ...(hasState ? states : []),
    ...layer.trainableWeights.map((weight) => weight.read() as Variable),
  ];
  const { grads } = tf.variableGrads(loss, variables);
  const slopes = variables.map((variable) => grads[variable.name]!);
  const read = (tensors: Tensor[]) =>
    tensors.map((each) => ({ shape: each.shape, values: Array.from(each.dataSync()) }));
  return [...read(outputs), ...read(slopes)];
}

describe.each(["gru", "lstm"] as const)("%s", (kind) => {
  it.each(given)(
    "$options on $shape gives the cpu backend's states and gradients",
    async (example) => {
      const expected = await resultsOn("cpu", kind, example);
      const got = await resultsOn("wasm", kind, example);
      expect(got.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
      got.forEach(({ values }, i) => {
        expect(largestDifference(values, expected[i]!.values)).toBeLessThan(1e-5);
      });
    },
  );

  it("goes through a sequence in one operation", async () => {
    await backend("wasm");
    const layer = tf.layers[kind]({ units: 4 }) as layers.Layer;
    const x = tf.ones([2, 30, 3]);
    layer.apply(x);
    const { kernels } = await tf.profile(() => layer.apply(x) as Tensor);
    expect(kernels.length).toBeLessThan(30);
  });

  it("keeps no tensors but its results", async () => {
    await backend("wasm");
    const layer = tf.layers[kind]({ units: 4, returnSequences: true }) as layers.Layer;
    const x = tf.ones([2, 3, 3]);
    layer.apply(x);
    const before = tf.memory().numTensors;
    const gradient = tf.grad((y) => layer.apply(y) as Tensor)(x);
    gradient.dispose();
    (layer.apply(x) as Tensor).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("drops out in training", async () => {
    await backend("wasm");
    const layer = tf.layers[kind]({ units: 4, dropout: 0.9999 }) as layers.Layer;
    const x = tf.ones([2, 3, 3]);
    const [trained, inferred] = [true, false].map(
      (training) => layer.apply(x, { training }) as Tensor,
    );
    expect(trained!.abs().max().dataSync()[0]).toBe(0);
    expect(inferred!.abs().max().dataSync()[0]).toBeGreaterThan(0);
  });
});

it("uses up no default name of a layer", () => {
  expect(tf.layers.batchNormalization({}).name).toBe("batch_normalization_BatchNormalization1");
});
