import { beforeAll, expect, it } from "vitest";
import { ready, setRandomSeed, tf } from "../../../src/index.js";

beforeAll(ready);

async function trained(seed: number): Promise<number[]> {
  setRandomSeed(seed);
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 4, inputShape: [3], kernelInitializer: "heNormal" }),
      tf.layers.dropout({ rate: 0.5 }),
      tf.layers.dense({ units: 1 }),
    ],
  });
  model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
  const x = tf.tensor2d(
    Array.from({ length: 24 }, (_, i) => Math.sin(i)),
    [8, 3],
  );
  await model.fit(x, x.sum(1, true), { epochs: 2, batchSize: 2, verbose: 0 });
  return model.getWeights().flatMap((weight) => Array.from(weight.dataSync()));
}

it("repeats initial weights, dropout and the order of examples", async () => {
  const first = await trained(5);
  expect(await trained(5)).toEqual(first);
  expect(await trained(6)).not.toEqual(first);
});

it("draws a layer's weights apart, and leaves seeds that are given", () => {
  setRandomSeed(1);
  const draw = (seed?: number) =>
    Array.from(tf.initializers.glorotUniform({ seed: seed! }).apply([2, 2]).dataSync());
  expect(draw()).not.toEqual(draw());
  expect(draw(3)).toEqual(draw(3));
});

it("shuffles every item to some place", () => {
  setRandomSeed(2);
  const list = Array.from({ length: 50 }, (_, i) => i);
  tf.util.shuffle(list);
  expect(list).not.toEqual(list.toSorted((a, b) => a - b));
  expect(list.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
});
