import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LayersModel, Scalar, Tensor } from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { layers, models, ready, setRandomSeed, tf } from "../../../src/index.js";

let folder: string;

beforeAll(async () => {
  await ready();
  folder = await mkdtemp(join(tmpdir(), "prepend-"));
});
afterAll(() => rm(folder, { recursive: true }));

const TEXTS = ["the cat sat", "the dog", "a cat", "dog, dog!"];
const RATINGS = [1, 0, 1, 0];

async function vectorizer() {
  const layer = layers.textVectorization({ outputSequenceLength: 4 });
  await layer.adapt(TEXTS);
  return layer;
}

function reader(vocabularySize: number): LayersModel {
  const tokens = tf.input({ shape: [null], dtype: "int32" });
  const embedded = layers.embedding({ inputDim: vocabularySize, outputDim: 4 })(tokens);
  const output = layers.dense({ units: 1, activation: "sigmoid" })(
    layers.globalAveragePooling1d({})(embedded),
  );
  return tf.model({ inputs: tokens, outputs: output, name: "reader" });
}

async function values(output: Tensor | Tensor[]): Promise<number[]> {
  return Array.from(await (output as Tensor).data());
}

describe("texts before a model of tokens", () => {
  it("predict what the two give one after the other", async () => {
    const texts = await vectorizer();
    const model = reader(texts.vocabularySize);
    const endToEnd = models.prepend(texts, model);
    expect(endToEnd.name).toBe("reader_end_to_end");
    expect(endToEnd.inputs[0]!.shape).toEqual([null, 1]);
    const expected = await values(model.predict(texts(TEXTS)));
    expect(await values(endToEnd.predict(TEXTS, { batchSize: 3 }))).toEqual(expected);
    expect(await values(endToEnd.predict(TEXTS.map((text) => [text])))).toEqual(expected);
  });

  it("share weights and the compiled loss, metrics and optimizer", async () => {
    setRandomSeed(1);
    const texts = layers.textVectorization({ outputMode: "multi_hot" });
    await texts.adapt(TEXTS);
    const model = tf.sequential({
      layers: [
        layers.dense({ units: 1, activation: "sigmoid", inputShape: [texts.vocabularySize] }),
      ],
    });
    model.compile({
      optimizer: tf.train.adam(0.1),
      loss: "binaryCrossentropy",
      metrics: ["accuracy"],
    });
    const endToEnd = models.prepend(texts, model);
    const before = await values(model.predict(texts(TEXTS)));
    await endToEnd.fit(TEXTS, RATINGS, { epochs: 20, verbose: 0 });
    const after = await values(model.predict(texts(TEXTS)));
    expect(after).not.toEqual(before);
    expect(await values(endToEnd.predict(TEXTS))).toEqual(after);
    const [loss, accuracy] = endToEnd.evaluate(TEXTS, RATINGS, { verbose: 0 }) as Scalar[];
    expect(loss!.dataSync()[0]).toBeLessThan(0.1);
    expect(accuracy!.dataSync()[0]).toBe(1);
    expect(endToEnd.optimizer).toBe(model.optimizer);
  });

  it("are saved and loaded as one model", async () => {
    const texts = await vectorizer();
    const endToEnd = models.prepend(texts, reader(texts.vocabularySize));
    await endToEnd.save(`file://${join(folder, "texts")}`);
    const loaded = await models.load(join(folder, "texts"));
    expect(await values(loaded.predict(TEXTS))).toEqual(await values(endToEnd.predict(TEXTS)));
    expect(loaded.layers.map((layer) => layer.getClassName())).toEqual(
      endToEnd.layers.map((layer) => layer.getClassName()),
    );
  });

  it("follow one another as a list or a pipeline", async () => {
    const texts = layers.textVectorization({ vocabulary: ["a", "b"], outputSequenceLength: 2 });
    const scale = layers.rescaling({ scale: 10 });
    const model = tf.sequential({
      layers: [layers.dense({ units: 1, inputShape: [2], kernelInitializer: "ones" })],
    });
    const listed = models.prepend([texts, scale], model);
    const piped = models.prepend(layers.pipeline({ layers: [texts, scale] }), model);
    expect(await values(listed.predict(["a b", "b"]))).toEqual([50, 30]);
    expect(await values(piped.predict(["a b", "b"]))).toEqual([50, 30]);
    expect(listed.inputs[0]!.dtype).toBe("string");
    expect(piped.inputs[0]!.dtype).toBe("string");
  });
});

describe("images before a model of images", () => {
  function pooled(size: number): LayersModel {
    return tf.sequential({
      layers: [layers.globalAveragePooling2d({ inputShape: [size, size, 3] })],
    });
  }

  it("come in any size where the layers give the model's", async () => {
    const model = models.prepend(
      [layers.resizing({ height: 2, width: 2 }), layers.rescaling({ scale: 1 / 255 })],
      pooled(2),
    );
    expect(model.inputs[0]!.shape).toEqual([null, null, null, 3]);
    expect(await values(model.predict(tf.fill([1, 5, 7, 3], 255)))).toEqual([1, 1, 1]);
  });

  it("come in the model's size where the layers keep it", () => {
    const model = models.prepend(layers.rescaling({ scale: 1 / 255 }), pooled(4));
    expect(model.inputs[0]!.shape).toEqual([null, 4, 4, 3]);
  });

  it("are augmented in fit and not in predict", async () => {
    const net = tf.sequential({
      layers: [layers.flatten({ inputShape: [1, 2, 1] }), layers.dense({ units: 1 })],
    });
    const flip = layers.randomFlip({ mode: "horizontal", seed: 1 });
    const model = models.prepend(flip, net);
    const images = tf.tensor4d([0, 1], [1, 1, 2, 1]);
    const plain = await values(net.predict(images));
    for (let i = 0; i < 8; i++) expect(await values(model.predict(images))).toEqual(plain);
    const trained = Array.from({ length: 8 }, () =>
      (model.apply(images, { training: true }) as Tensor).dataSync()[0]!.toFixed(4),
    );
    expect(new Set(trained).size).toBe(2);
  });
});

describe("a model with several inputs and outputs", () => {
  function double(): LayersModel {
    const left = tf.input({ shape: [3], name: "left" });
    const right = tf.input({ shape: [1], name: "right" });
    const ones = { units: 1, kernelInitializer: "ones" } as const;
    const model = tf.model({
      inputs: [left, right],
      outputs: [
        layers.dense({ ...ones, name: "a" })(left),
        layers.dense({ ...ones, name: "b" })(right),
      ],
    });
    model.compile({
      optimizer: "sgd",
      loss: { a: "meanSquaredError", b: "meanAbsoluteError" },
      metrics: { b: "mse" },
    });
    return model;
  }
  const words = () => layers.stringLookup({ vocabulary: ["x", "y"], outputMode: "multi_hot" });

  it("takes layers by input and keeps the others, and its losses by output", () => {
    const inner = double();
    const model = models.prepend({ left: words() }, inner);
    expect(model.inputNames).toEqual(["left", "right"]);
    expect(model.outputNames).toEqual(["a", "b"]);
    const data = { left: ["x", "z"], right: [4, 6] };
    const targets = [
      [1, 1],
      [5, 8],
    ];
    const numbers = (losses: Scalar | Scalar[]) =>
      (losses as Scalar[]).map((loss) => loss.dataSync()[0]);
    const encoded = { left: words()([["x"], ["z"]]), right: [4, 6] };
    const expected = numbers(inner.evaluate(encoded, targets, { verbose: 0 }));
    expect(expected).toContain(2.5);
    expect(numbers(model.evaluate(data, targets, { verbose: 0 }))).toEqual(expected);
  });

  it("says which names it knows", () => {
    expect(() => models.prepend({ middle: words() }, double())).toThrow(
      "inputs, left, right. Received: middle",
    );
    expect(() => models.prepend(words(), double())).toThrow("has several inputs");
    expect(() => models.prepend({}, double())).toThrow("at least one layer");
  });
});

it("takes a loss and metrics under the only output's old name", () => {
  const input = tf.input({ shape: [2] });
  const output = layers.dense({ units: 1, kernelInitializer: "ones", name: "sum" })(input);
  const model = tf.model({ inputs: input, outputs: output });
  model.compile({ optimizer: "sgd", loss: { sum: "meanSquaredError" }, metrics: { sum: "mae" } });
  const whole = models.prepend(layers.rescaling({ scale: 2 }), model);
  const losses = whole.evaluate([[1, 2]], [4], { verbose: 0 }) as Scalar[];
  expect(losses.map((loss) => loss.dataSync()[0])).toEqual([4, 2]);
});

it("names both shapes where layers and model do not fit", () => {
  const model = tf.sequential({ layers: [layers.dense({ units: 1, inputShape: [7] })] });
  const words = layers.stringLookup({ vocabulary: ["x"], outputMode: "multi_hot" });
  expect(() => models.prepend(words, model)).toThrow(
    /give \[null, 2\] for an input of shape \[null, 1\]; .* takes \[null, 7\]/,
  );
});

it("refuses what is no layer, no model or empty", () => {
  const model = tf.sequential({ layers: [layers.dense({ units: 1, inputShape: [1] })] });
  expect(() => models.prepend([] as never, model)).toThrow("expected a layer or layers");
  expect(() => models.prepend(layers.rescaling({ scale: 1 }), {} as never)).toThrow(
    "expected a model after the layers",
  );
  expect(() => models.prepend(layers.rescaling({ scale: 1 }), tf.sequential())).toThrow(
    "has no layers yet",
  );
});
