import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";

async function textOf(value: unknown): Promise<string> {
  return String((await renderValue(value)).data["text/plain"]);
}

test("a chain of layers is summarized as Keras does", async () => {
  const model = tf.sequential({
    name: "chain",
    layers: [
      tf.layers.dense({ name: "hidden", units: 1000, inputShape: [20] }),
      tf.layers.dropout({ name: "drop", rate: 0.5 }),
      tf.layers.dense({ name: "out", units: 1, trainable: false }),
    ],
  });
  expect(await textOf(model)).toBe(
    [
      "Model: chain",
      "Layer (type)    Output Shape  Param #",
      "hidden (Dense)  [null, 1000]   21,000",
      "drop (Dropout)  [null, 1000]        0",
      "out (Dense)     [null, 1]       1,001",
      "Total params: 22,001 (85.9 KiB), trainable: 21,000, non-trainable: 1,001",
    ].join("\n"),
  );
});

test("what is no chain says what each layer is connected to", async () => {
  const inputs = tf.input({ shape: [4], name: "in" });
  const left = tf.layers.dense({ units: 4, name: "left" }).apply(inputs);
  const sum = tf.layers.add({ name: "sum" }).apply([inputs, left as tf.SymbolicTensor]);
  const text = await textOf(tf.model({ inputs, outputs: sum as tf.SymbolicTensor, name: "skip" }));
  expect(text).toContain("Connected to");
  expect(text).toMatch(/sum \(Add\) .* in, left$/m);
});

test("a model inside of a model is one row, and a part to unfold in html", async () => {
  const inner = tf.sequential({
    name: "inner",
    layers: [tf.layers.dense({ name: "deep", units: 2, inputShape: [2] })],
  });
  const outer = tf.sequential({ name: "outer", layers: [inner, tf.layers.dense({ units: 1 })] });
  const { data } = await renderValue(outer);
  expect(data["text/plain"]).toMatch(/^inner \(Sequential\) +\[null, 2\] +6$/m);
  expect(data["text/plain"]).not.toContain("deep");
  expect(data["text/html"]).toMatch(/<details><summary>inner<\/summary>.*deep \(Dense\)/s);
});

test("a model without layers says that it is not built", async () => {
  expect(await textOf(tf.sequential({ name: "empty" }))).toBe(
    "Model: empty\nLayer (type)  Output Shape  Param #\nTotal params: not built yet",
  );
});

test("a deep model is at most 24 lines of text", async () => {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 1, inputShape: [1] }));
  for (let i = 0; i < 40; i++) model.add(tf.layers.dense({ units: 1 }));
  const text = await textOf(model);
  expect(text.split("\n").length).toBeLessThanOrEqual(24);
  expect(text).toContain("… 28 more rows");
});
