import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LayersModel, Scalar, Tensor } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { backend, layers, models, ready, tf } from "../../../src/index.js";

beforeAll(ready);

const WORDS = ["a", "b", "x", "b"];
const RATINGS = [1, 2, 0, 2];

function wordModel(): LayersModel {
  const lookup = layers.stringLookup({ vocabulary: ["a", "b"], outputMode: "multi_hot" });
  const words = tf.input({ shape: [1], dtype: "string" });
  const output = layers.dense({ units: 1, kernelInitializer: "ones" })(lookup(words));
  const model = tf.model({ inputs: words, outputs: output });
  model.compile({ optimizer: tf.train.sgd(0.3), loss: "meanSquaredError" });
  return model;
}

/** Ratings of words given without a dimension for each word: shape [batch]. */
function scalarModel(): LayersModel {
  const words = tf.input({ shape: [], dtype: "string" });
  const vectorizer = layers.textVectorization({
    vocabulary: ["a", "b"],
    outputMode: "multi_hot",
  });
  const output = layers.dense({ units: 1, kernelInitializer: "ones" })(vectorizer(words));
  const model = tf.model({ inputs: words, outputs: output });
  model.compile({ optimizer: tf.train.sgd(0.3), loss: "meanSquaredError" });
  return model;
}

async function values(output: Tensor | Tensor[]): Promise<unknown> {
  return (output as Tensor).array();
}

describe.each(["wasm", "cpu"] as const)("on the %s backend", (name) => {
  beforeAll(async () => {
    await backend(name);
  });

  it.each([
    ["a list of strings", WORDS],
    ["rows of strings", WORDS.map((word) => [word])],
    ["a tensor of rank 1", () => tf.tensor1d(WORDS)],
    ["a tensor of rank 2", () => tf.tensor2d(WORDS, [4, 1])],
  ])("predicts %s in batches of any size", async (_, data) => {
    const model = wordModel();
    for (const batchSize of [1, 3, 32]) {
      const x = typeof data === "function" ? data() : data;
      expect(await values(model.predict(x, { batchSize }))).toEqual([[1], [1], [1], [1]]);
    }
  });

  it.each([
    ["a list of strings", WORDS],
    ["rows of strings", WORDS.map((word) => [word])],
    ["a tensor of rank 1", () => tf.tensor1d(WORDS)],
  ])("predicts %s for an input without dimensions", async (_, data) => {
    const model = scalarModel();
    const x = typeof data === "function" ? data() : data;
    expect(await values(model.predict(x, { batchSize: 3 }))).toEqual([[1], [1], [1], [1]]);
    expect(await values(model.predictOnBatch(x))).toEqual([[1], [1], [1], [1]]);
  });

  it.each([
    ["of shape [1]", wordModel],
    ["without dimensions", scalarModel],
  ])("fits, evaluates and trains on strings %s", async (_, make) => {
    const model = make();
    const { history } = await model.fit(WORDS, RATINGS, {
      epochs: 20,
      batchSize: 3,
      validationData: [tf.tensor1d(WORDS), tf.tensor1d(RATINGS)],
      verbose: 0,
    });
    const losses = history.val_loss as number[];
    expect(losses.at(-1)).toBeLessThan(0.1 * losses[0]!);
    const loss = model.evaluate(WORDS, RATINGS, { batchSize: 3, verbose: 0 }) as Scalar;
    expect(loss.dataSync()[0]).toBeCloseTo(losses.at(-1)!, 5);
    expect(await model.trainOnBatch(WORDS, RATINGS)).toBeCloseTo(losses.at(-1)!, 5);
    const split = await model.fit(WORDS, RATINGS, { validationSplit: 0.5, epochs: 1, verbose: 0 });
    expect(split.history.val_loss).toHaveLength(1);
  });

  it("fits a dataset of strings", async () => {
    const model = wordModel();
    const data = tf.data
      .zip({ xs: tf.data.array(WORDS), ys: tf.data.array(RATINGS) })
      .batch(2)
      .map((batch) => {
        const { xs, ys } = batch as { xs: Tensor; ys: Tensor };
        return { xs: xs.expandDims(1), ys: ys.expandDims(1) };
      });
    const { history } = await model.fitDataset(data, { epochs: 20, verbose: 0 });
    expect((history.loss as number[]).at(-1)).toBeLessThan(0.1);
    const loss = (await model.evaluateDataset(data, {})) as Scalar;
    expect(loss.dataSync()[0]).toBeLessThan(0.1);
  });

  it("leaves no tensor behind but results", async () => {
    for (const model of [wordModel(), scalarModel()]) {
      await model.fit(WORDS, RATINGS, { epochs: 1, validationSplit: 0.5, verbose: 0 });
      const { numTensors } = tf.memory();
      const output = model.predict(WORDS) as Tensor;
      const loss = model.evaluate(WORDS, RATINGS, { verbose: 0 }) as Scalar;
      await model.fit(WORDS, RATINGS, { epochs: 1, validationSplit: 0.5, verbose: 0 });
      await model.trainOnBatch(WORDS, RATINGS);
      tf.dispose([output, loss]);
      expect(tf.memory().numTensors).toBe(numTensors);
    }
  });

  it("leaves the caller's own tensors alone", async () => {
    const ratings = tf.tensor1d(RATINGS);
    for (const words of [tf.tensor1d(WORDS), tf.tensor2d(WORDS, [4, 1])]) {
      for (const model of [wordModel(), scalarModel()]) {
        model.predict(words);
        await model.fit(words, ratings, { epochs: 1, verbose: 0 });
        model.evaluate([words], [ratings], { verbose: 0 });
        expect([words.isDisposed, ratings.isDisposed]).toEqual([false, false]);
      }
    }
  });

  it("saves and loads models of strings", async () => {
    const folder = await mkdtemp(join(tmpdir(), "strings-"));
    try {
      for (const model of [wordModel(), scalarModel()]) {
        await model.fit(WORDS, RATINGS, { epochs: 1, verbose: 0 });
        await models.save(model, folder, { includeOptimizer: true });
        const loaded = await models.load(folder);
        expect(await values(loaded.predict(WORDS))).toEqual(await values(model.predict(WORDS)));
        expect(loaded.inputs[0]!.shape).toEqual(model.inputs[0]!.shape);
        // unshuffled: the order of a sum shows in its last bits
        const options = { epochs: 1, verbose: 0, shuffle: false } as const;
        const { loss } = (await loaded.fit(WORDS, RATINGS, options)).history;
        expect(loss).toEqual((await model.fit(WORDS, RATINGS, options)).history.loss);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("several inputs", () => {
  function sum(): LayersModel {
    const numbers = tf.input({ shape: [2], name: "numbers" });
    const words = tf.input({ shape: [1], dtype: "string", name: "words" });
    const lookup = layers.stringLookup({ vocabulary: ["a"], outputMode: "multi_hot" });
    const all = layers.concatenate()([numbers, lookup(words)]);
    const output = layers.dense({ units: 1, kernelInitializer: "ones" })(all);
    return tf.model({ inputs: [numbers, words], outputs: output });
  }

  it("come as a list, by name, as plain values and as tensors", async () => {
    const numbers = [
      [1, 2],
      [3, 4],
    ];
    const forms = [
      [numbers, ["a", "b"]],
      { words: ["a", "b"], numbers },
      [tf.tensor(numbers), tf.tensor2d(["a", "b"], [2, 1])],
    ];
    for (const form of forms) expect(await values(sum().predict(form))).toEqual([[4], [8]]);
  });

  it("are asked for by name where one is missing", () => {
    expect(() => sum().predict({ words: ["a"] })).toThrow(
      'expected a value for "numbers". Received: words',
    );
    expect(() => sum().predict(["a"])).toThrow(
      "expected 2 of numbers, words. Received: a list of 1",
    );
  });
});

describe("wrong data", () => {
  it("names the input and what came", () => {
    const model = wordModel();
    expect(() => model.predict([1, 2])).toThrow(/expected strings\. Received: \[1, 2\]/);
    expect(() => model.predict([])).toThrow("expected a list of at least one example");
    expect(() => model.predict("a")).toThrow('at least one example. Received: "a"');
    expect(() => model.predict([["a"], ["b", "c"]])).toThrow("rows of a nested array");
    expect(() => model.predict([["a", "b"]])).toThrow(/shape/);
    expect(() => scalarModel().predict([["a", "b"]])).toThrow("Received: shape [1, 2]");
    expect(() => scalarModel().predict(["a"], { batchSize: 0 })).toThrow("batchSize must be");
  });

  it("is not looked at before compile", async () => {
    const model = tf.sequential({ layers: [layers.dense({ units: 1, inputShape: [1] })] });
    await expect(model.fit([1], [1])).rejects.toThrow(/compile/);
  });

  it("leaves no tensor behind", async () => {
    const model = wordModel();
    const { numTensors } = tf.memory();
    await expect(model.fit(["a"], ["b"], {})).rejects.toThrow("expected numbers");
    await expect(
      model.fit(["a"], [1], { validationData: [["a"], ["b"]] as never }),
    ).rejects.toThrow("fit, validationData of");
    expect(() => model.evaluate(["a"], [1, 2], { verbose: 0 })).toThrow("same number of samples");
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  it("leaves the model as it was", async () => {
    const model = scalarModel();
    await expect(model.fit([["a", "b"]], [1], { verbose: 0 })).rejects.toThrow();
    await model.fit(["a"], [1], { epochs: 1, verbose: 0 });
    expect(await values(model.predict(["a"]))).toHaveLength(1);
  });
});

it("numbers come plain as well", async () => {
  const model = tf.sequential({
    layers: [layers.dense({ units: 1, inputShape: [2], kernelInitializer: "ones" })],
  });
  model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
  expect(await values(model.predict([[1, 2]]))).toEqual([[3]]);
  const loss = model.evaluate([[1, 2]], [5], { verbose: 0 }) as Scalar;
  expect(loss.dataSync()[0]).toBeCloseTo(4, 5);
});
