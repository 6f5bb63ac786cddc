import type { Tensor } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { backend, layers, tf } from "../../src/index.js";
import { numHandles } from "./num-handles.js";

const texts = Array.from({ length: 64 }, (_, i) => `text ${i}, of more than twenty-two bytes`);

beforeAll(async () => {
  await backend("tfjs-node");
});

/** Reads a tensor's strings after the tensor that it was made of is gone. */
function survivors(make: (source: Tensor) => Tensor): string[] {
  const before = numHandles();
  const source = tf.tensor1d(texts);
  const made = tf.tidy(() => make(source));
  source.dispose();
  const values = made.dataSync<"string">() as unknown as string[]; // typed as one string array
  made.dispose();
  expect(numHandles()).toBe(before);
  return values;
}

describe("string tensors on the native backend", () => {
  it("keep their texts in another shape when the first one is gone", () => {
    expect(survivors((source) => source.reshape([8, 8]))).toEqual(texts);
    expect(survivors((source) => source.expandDims(1))).toEqual(texts);
    expect(survivors((source) => source.reshape([64, 1]).squeeze())).toEqual(texts);
    expect(survivors((source) => source.clone())).toEqual(texts);
  });

  it("keep their texts in slices when the whole is gone", () => {
    expect(survivors((source) => source.slice([8], [16]))).toEqual(texts.slice(8, 24));
    expect(survivors((source) => source.stridedSlice([0], [64], [2]))).toEqual(
      texts.filter((_, i) => i % 2 === 0),
    );
    expect(survivors((source) => tf.unstack(source.reshape([8, 8]))[3]!)).toEqual(
      texts.slice(24, 32),
    );
    expect(survivors((source) => source.reshape([8, 8]).slice([1, 2], [2, 3]))).toEqual(
      [10, 11, 12, 18, 19, 20].map((i) => texts[i]),
    );
  });

  it("keep their texts when slices and other shapes of them are gone", () => {
    const whole = tf.tensor1d(texts);
    for (let epoch = 0; epoch < 3; epoch++) {
      for (let start = 0; start < 64; start += 8) {
        const batch = whole.slice([start], [8]);
        const column = batch.reshape([8, 1]);
        expect(column.dataSync()[7]).toBe(texts[start + 7]);
        tf.dispose([column, batch]);
      }
    }
    expect(Array.from(whole.dataSync() as unknown as string[])).toEqual(texts);
  });

  it("compare, join and repeat", () => {
    const pair = tf.tensor1d(["a", "b"]);
    expect(Array.from(tf.equal(pair, tf.tensor1d(["a", "x"])).dataSync())).toEqual([1, 0]);
    expect(tf.concat([pair, pair]).arraySync()).toEqual(["a", "b", "a", "b"]);
    expect(pair.tile([2]).arraySync()).toEqual(["a", "b", "a", "b"]);
  });

  it("feed a model in every epoch", async () => {
    const vectorizer = layers.textVectorization({ outputMode: "multiHot" });
    await vectorizer.adapt(texts);
    const input = tf.input({ shape: [1], dtype: "string" });
    const tokens = vectorizer(input);
    const output = layers.dense({ units: 1, kernelInitializer: "zeros" })(tokens);
    const model = tf.model({ inputs: input, outputs: output });
    model.compile({ optimizer: tf.train.sgd(0.01), loss: "meanSquaredError" });
    const xs = tf.tensor2d(texts, [64, 1]);
    const ys = tf.ones([64, 1]);
    const { history } = await model.fit(xs, ys, { epochs: 4, batchSize: 8, verbose: 0 });
    const losses = history.loss as number[];
    expect(losses[0]).toBeLessThan(1);
    for (let epoch = 1; epoch < 4; epoch++) expect(losses[epoch]).toBeLessThan(losses[epoch - 1]!);
    expect(Array.from(xs.dataSync() as unknown as string[])).toEqual(texts);
  });
});
