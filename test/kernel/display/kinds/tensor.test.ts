import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";
import { TENSOR_CASES } from "../../../golden/display-tensors.js";

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend("cpu");
});

test.each(TENSOR_CASES)("$name", async ({ value, text, html }) => {
  const { data } = await renderValue(value());
  expect(data["text/plain"]).toBe(text);
  for (const piece of html ?? []) expect(data["text/html"]).toContain(piece);
});

test("rendering allocates no tensor and disposes none", async () => {
  const image = tf.zeros([2, 8, 8, 3]);
  const before = tf.memory().numTensors;
  await renderValue(image);
  expect(tf.memory().numTensors).toBe(before);
  image.dispose();
});

test.each([
  [[1000]],
  [[9000]],
  [[100, 5]],
  [[5, 200]],
  [[30, 30]],
  [[32, 32, 32, 3]],
  [[2, 3, 4, 5, 6]],
  [[7, 1, 7, 1, 7]],
  [[3, 3, 3, 3, 3, 3]],
])("text of shape %j has at most 24 lines of at most 80 columns", async (shape) => {
  const value = tf.randomNormal(shape, 0, 1, "float32", 7);
  const { data } = await renderValue(value);
  const all = String(data["text/plain"]).split("\n");
  expect(all.length).toBeGreaterThan(1);
  expect(all.length).toBeLessThanOrEqual(24);
  for (const line of all.slice(1)) expect(line.length).toBeLessThanOrEqual(80);
});

test("the rotated identity reads as numbers with their digits", async () => {
  const rotated = tf.tensor1d([0, 0.44505277, 0.99999994, 2.9802322e-8]).reshape([2, 2]);
  const { data } = await renderValue(rotated);
  expect(data["text/plain"]).toBe(
    "Tensor float32 [2, 2]\n[[0.        , 0.44505277],\n [0.99999994, 0.00000003]]",
  );
});

test("html has the whole matrix where text has its edges", async () => {
  const { data } = await renderValue(tf.randomNormal([20, 20], 0, 1, "float32", 7));
  expect(String(data["text/plain"])).toContain("…");
  expect(String(data["text/html"]).match(/<td/g)).toHaveLength(400);
});

test("an image batch is one picture whose values are folded away", async () => {
  const { data } = await renderValue(tf.randomUniform([10, 8, 8, 3], 0, 1, "float32", 1));
  const html = String(data["text/html"]);
  expect(html.match(/<img /g)).toHaveLength(1);
  expect(html).toContain("10 images, 8×8 RGB");
  expect(html).toContain("<details><summary>values</summary>");
});

test("the same tensor renders the same bytes twice", async () => {
  const value = tf.randomNormal([16, 16, 3], 0, 1, "float32", 3);
  expect(await renderValue(value)).toEqual(await renderValue(value));
});

test("a tensor may be disposed as soon as it was handed over", async () => {
  const value = tf.tensor1d([1, 2]);
  const rendering = renderValue(value);
  value.dispose();
  expect((await rendering).data["text/plain"]).toBe("Tensor float32 [2] [1, 2]");
});

test("ten values too long for a line are all shown, in their places", async () => {
  const values = Array.from({ length: 10 }, (_, i) => Number(`-1.234567e${i - 2}`));
  const { data } = await renderValue(tf.tensor1d(values));
  const [, ...lines] = String(data["text/plain"]).split("\n");
  expect(
    lines
      .join("")
      .match(/[-\d.e+]+/g)
      ?.map(Number),
  ).toEqual(values);
});
