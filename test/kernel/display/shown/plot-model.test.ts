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
      tf.layers.dense({ name: "second", units: 1 }),
    ],
  });
  const { svg, text } = await drawn(plotModel(model));
  expect(text).toBe("SVG picture: chain, 2 nodes");
  expect(svg).toContain("[null, 4]");
  expect(svg.match(/class="edge"/g)).toHaveLength(1);
  expect((await drawn(plotModel(model, { showShapes: false }))).svg).not.toContain("null");
});

test("names are text, whatever is in them, and an unbuilt layer has no shape yet", async () => {
  const layer = {
    name: 'a<b & "c"\u202e',
    getClassName: () => "<script>",
    get outputShape(): never {
      throw new Error("not built");
    },
  };
  const model = { layers: [layer], fit() {}, countParams() {}, getClassName: () => "Sequential" };
  const { svg } = await drawn(plotModel(model));
  expect(svg).toContain("a&lt;b &amp; &quot;c&quot;\\u{202e}");
  expect(svg).toContain("&lt;script&gt;");
  expect(svg).toContain(">?<");
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
