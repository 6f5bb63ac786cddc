import type { LayersModel, Scalar, Tensor } from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { layers, ready, tf } from "../../../src/index.js";

beforeAll(ready);

const WORDS = [["a"], ["b"], ["x"], ["b"]];

function model(): LayersModel {
  const lookup = layers.stringLookup({ vocabulary: ["a", "b"], outputMode: "multi_hot" });
  const input = tf.input({ shape: [1], dtype: "string" as "float32" }); // tfjs takes strings, its types do not
  const output = layers.dense({ units: 1, kernelInitializer: "ones" })(lookup(input));
  const built = tf.model({ inputs: input, outputs: output });
  built.compile({ optimizer: "sgd", loss: "meanSquaredError" });
  return built;
}

it.each([32, 3, 1])("predicts strings in batches of %i", async (batchSize) => {
  const output = model().predict(tf.tensor(WORDS), { batchSize });
  expect(await (output as Tensor).array()).toEqual([[1], [1], [1], [1]]);
});

it("fits and evaluates on strings", async () => {
  const built = model();
  const targets = tf.tensor([[1], [2], [0], [2]]);
  const history = await built.fit(tf.tensor(WORDS), targets, {
    epochs: 30,
    batchSize: 2,
    validationSplit: 0.5,
    verbose: 0,
  });
  const losses = history.history.loss as number[];
  expect(losses.at(-1)).toBeLessThan(losses[0]!);
  const loss = built.evaluate(tf.tensor(WORDS), targets, { verbose: 0 });
  expect((loss as Scalar).dataSync()[0]).toBeGreaterThanOrEqual(0);
});

it("leaves slices and gathers of numbers as they were", async () => {
  const rows = tf.tensor2d([
    [1, 2],
    [3, 4],
  ]);
  expect(await tf.gather(rows, [1, 0]).array()).toEqual([
    [3, 4],
    [1, 2],
  ]);
  expect(await tf.slice2d(rows, [1, 0], [1, 2]).array()).toEqual([[3, 4]]);
});
