import { writeFile } from "node:fs/promises";
import type { LayersModel, Tensor } from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { layers, loadKerasWeights, ready, saveKerasModel, tf } from "../../../src/index.js";
import { golden, temporaryFolder } from "./golden-models.js";

beforeAll(ready);
const temporary = temporaryFolder();

function model(names: readonly string[], units = 2): LayersModel {
  const layers = names.map((name, i) =>
    tf.layers.dense({
      name,
      units: i === 0 ? units : 1,
      kernelInitializer: "zeros",
      ...(i === 0 ? { inputShape: [2] } : {}),
    }),
  );
  return tf.sequential({ layers });
}

function predict(of: LayersModel): unknown {
  return (of.predict(tf.tensor2d([[1, 10]])) as Tensor).arraySync();
}

// [1, 10] through [[1, 2], [3, 4]], [5, 6], [[7], [8]], [9]
const OUTPUT = [[7 * (1 + 30 + 5) + 8 * (2 + 40 + 6) + 9]];

it.each(["dense.weights.h5", "dense_legacy.h5", "dense_chunks.h5"])(
  "loads %s in order",
  async (file) => {
    const built = model(["a", "b"]);
    await loadKerasWeights(built, golden(file));
    expect(predict(built)).toEqual(OUTPUT);
  },
);

it.each(["dense.weights.h5", "dense_legacy.h5"])("loads %s by name", async (file) => {
  const built = model(["first", "other"]);
  await loadKerasWeights(built, golden(file), { byName: true });
  expect(built.getWeights().map((weight) => weight.arraySync())).toEqual([
    [
      [1, 2],
      [3, 4],
    ],
    [5, 6],
    [[0], [0]],
    [0],
  ]);
});

it("loads the weights of a .keras file", async () => {
  const source = model(["a", "b"]);
  await loadKerasWeights(source, golden("dense_legacy.h5"));
  await saveKerasModel(source, temporary("source.keras"));
  const built = model(["a", "b"]);
  await loadKerasWeights(built, temporary("source.keras"));
  expect(predict(built)).toEqual(OUTPUT);
});

it("loads the gates of tfjs's hard sigmoid", async () => {
  const build = (): LayersModel =>
    tf.sequential({ layers: [layers.lstm({ units: 2, inputShape: [3, 4] })] });
  const source = build();
  await saveKerasModel(source, temporary("gates.keras"));
  const built = build();
  await loadKerasWeights(built, temporary("gates.keras"));
  const sequence = tf.randomNormal([1, 3, 4], 0, 3, "float32", 1);
  const [a, b] = [source, built].map((each) => (each.predict(sequence) as Tensor).dataSync());
  a!.forEach((value, i) => {
    expect(b![i]).toBeCloseTo(value, 6);
  });
});

it.each([
  ["dense.weights.h5", /must have the shape \[2, 3\]\. Received: \[2, 2\] at layers\/dense/],
  ["dense_legacy.h5", /must have the shape \[2, 3\]\. Received: \[2, 2\] at first/],
])("refuses %s for another model and changes nothing", async (file, message) => {
  const built = model(["b", "first"].reverse(), 3);
  await expect(loadKerasWeights(built, golden(file))).rejects.toThrow(message);
  expect(predict(built)).toEqual([[0]]);
});

it("refuses weights of more layers than the model has", async () => {
  const built = model(["first"]);
  await expect(loadKerasWeights(built, golden("dense_legacy.h5"))).rejects.toThrow(
    /has 1 layers with weights.*byName\. Received: 2 layers: \["first", "second"\]/,
  );
});

it("refuses a file that holds no weights", async () => {
  await writeFile(temporary("text.h5"), "weights");
  await expect(loadKerasWeights(model(["a"]), temporary("text.h5"))).rejects.toThrow(
    /damaged or no HDF5 file/,
  );
});
