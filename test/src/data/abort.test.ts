import { beforeAll, expect, it } from "vitest";
import { data, ready, tf } from "../../../src/index.js";
import { arraysOf, expectNoLeak } from "./leaks.js";

beforeAll(ready);

it("rejects with the reason between two elements", async () => {
  const controller = new AbortController();
  const dataset = data.array([1, 2, 3]).withSignal(controller.signal);
  const seen: number[] = [];
  const reading = dataset.forEachAsync((x) => {
    seen.push(x);
    if (x === 2) controller.abort(new Error("enough"));
  });
  await expect(reading).rejects.toThrow("enough");
  expect(seen).toEqual([1, 2]);
  await expect(dataset.toArray()).rejects.toThrow("enough");
});

it("rejects while an element is awaited, and disposes what comes later", async () => {
  await expectNoLeak(async () => {
    const controller = new AbortController();
    let arrive = (): void => {};
    const late = data.array([1]).mapAsync(async (x) => {
      await new Promise<void>((resolve) => {
        arrive = resolve;
      });
      return tf.scalar(x);
    });
    const reading = arraysOf(late.withSignal(controller.signal));
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    await expect(reading).rejects.toThrow("aborted");
    arrive();
    await new Promise((resolve) => setImmediate(resolve));
  });
});

it("ends fitDataset and leaves the model usable", async () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
  model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
  const controller = new AbortController();
  const rows = data
    .zip({ xs: data.array([[1]]), ys: data.array([[2]]) })
    .batch(1)
    .repeat();
  const training = model.fitDataset(rows.withSignal(controller.signal), {
    epochs: 1,
    batchesPerEpoch: 1000,
    verbose: 0,
    callbacks: { onBatchEnd: async (batch) => void (batch === 2 && controller.abort()) },
  });
  await expect(training).rejects.toThrow("aborted");
  await model.fitDataset(rows, { epochs: 1, batchesPerEpoch: 1, verbose: 0 });
});
