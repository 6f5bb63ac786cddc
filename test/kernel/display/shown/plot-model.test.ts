import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";
import { plotModel } from "../../../../kernel/display/shown/plot-model.js";

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend("cpu");
});

async function drawn(value: unknown) {
  const { data } = await renderValue(value);
  const [, code = ""] = /base64,([^"]+)"/.exec(String(data["text/html"])) ?? [];
  return { svg: Buffer.from(code, "base64").toString(), text: data["text/plain"] };
}

test("a chain of layers is drawn in order, with names, classes and shapes", async () => {
  const model = tf.sequential({
    name: "chain",
    layers: [
      tf.layers.dense({ name: "first", units: 4, inputShape: [3] }),
      tf.layers.activation({ name: "a<b & c", activation: "relu" }),
    ],
  });
  const { svg, text } = await drawn(plotModel(model));
  expect(text).toMatch(/^SVG picture: chain, \d nodes$/);
  expect(svg).toContain("a&lt;b &amp; c");
  expect(svg).toMatch(/\[null, ?(&#160;)?4\]|\[null,.*4\]/);
  expect(svg.match(/class="edge"/g)?.length).toBeGreaterThanOrEqual(1);
  expect((await drawn(plotModel(model, { showShapes: false }))).svg).not.toContain("null");
});

test("branches meet where the layers do", async () => {
  const input = tf.input({ shape: [3], name: "in" });
  const left = tf.layers.dense({ units: 2, name: "left" }).apply(input) as tf.SymbolicTensor;
  const right = tf.layers.dense({ units: 2, name: "right" }).apply(input) as tf.SymbolicTensor;
  const sum = tf.layers.add({ name: "sum" }).apply([left, right]) as tf.SymbolicTensor;
  const { svg, text } = await drawn(
    plotModel(tf.model({ name: "m", inputs: input, outputs: sum })),
  );
  expect(text).toBe("SVG picture: m, 4 nodes");
  expect(svg.match(/class="edge"/g)).toHaveLength(4);
});

test("what is no model is refused with what came", () => {
  expect(() => plotModel(3)).toThrow("plotModel: expected a model. Received: number");
  const model = tf.sequential();
  expect(() => plotModel(model, { rankDir: "UP" as "TB" })).toThrow(
    'rankDir must be "TB" or "LR". Received: UP',
  );
});
