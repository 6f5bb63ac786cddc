import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeAll, expect, test } from "vitest";
import { readInPlaceWith } from "../../../../kernel/display/kinds/tensor-in-place.js";
import { renderValue } from "../../../../kernel/display/render-value.js";
import { plot } from "../../../../kernel/display/shown/plot.js";

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend("cpu");
});

afterEach(() => readInPlaceWith(() => undefined));

/** A tensor of zeros beside memory that is used again as soon as anything else runs. */
async function renderedFromMemory(shape: number[], make: (tensor: tf.Tensor) => unknown) {
  const tensor = tf.zeros(shape);
  const memory = new Float32Array(tensor.size).fill(0.5);
  memory[0] = 0.25;
  readInPlaceWith((asked) => (asked === tensor ? memory : undefined));
  const rendering = renderValue(make(tensor));
  memory.fill(Number.NaN);
  return (await rendering).data;
}

test.each([
  [[3], "Tensor float32 [3] [0.25, 0.5, 0.5]"],
  [[2, 8], "Tensor float32 [2, 8] n=16 x∈[0.25, 0.5] μ=0.484 σ=0.0605"],
  [
    [8, 8, 1],
    "Tensor float32 [8, 8, 1] n=64 x∈[0.25 ▁▁▁▁▁▁▁▁▁█ 0.5] μ=0.496 σ=0.031 shown as [8, 8]",
  ],
])("numbers of shape %j are read before the memory is used again", async (shape, first) => {
  const data = await renderedFromMemory(shape, (tensor) => tensor);
  const text = String(data["text/plain"]);
  expect(text.split("\n")[0]).toBe(first);
  expect(text).not.toContain("NaN");
});

test("so are those of groups and histograms", async () => {
  const group = await renderedFromMemory([3], (xs) => ({ xs }));
  expect(group["text/plain"]).toContain("xs: Tensor float32 [3] [0.25, 0.5, 0.5]");
  const histogram = await renderedFromMemory([11], (tensor) => plot.histogram(tensor));
  expect(histogram["text/plain"]).toBe("histogram of 11 values x∈[0.25, 0.5] μ=0.477 σ=0.0719");
});

test("a reader that throws is done without", async () => {
  readInPlaceWith(() => {
    throw new Error("another backend");
  });
  expect((await renderValue(tf.ones([2]))).data["text/plain"]).toBe("Tensor float32 [2] [1, 1]");
});
