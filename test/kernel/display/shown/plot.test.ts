import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";
import { plot } from "../../../../kernel/display/shown/plot.js";

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend("cpu");
});

async function drawn(value: unknown) {
  const { data } = await renderValue(value);
  const html = String(data["text/html"]);
  const svgs = [...html.matchAll(/image\/svg\+xml;base64,([^"]+)"/g)].map(([, code = ""]) =>
    Buffer.from(code, "base64").toString(),
  );
  return { text: data["text/plain"], html, svgs };
}

test("a list of numbers is a line, drawn as an image", async () => {
  const { text, svgs, html } = await drawn(plot([1, 4, 2]));
  expect(text).toBe("plot ▁█▃");
  expect(svgs).toHaveLength(1);
  expect(svgs[0]).toContain('aria-label="line"');
  expect(html).not.toContain("<svg");
});

test("several lines carry their names at their ends", async () => {
  const { text, svgs } = await drawn(plot({ loss: [3, 1], "<b>": [1, 2] }, { xLabel: "epoch" }));
  expect(text).toBe("loss █▁  <b> ▁█");
  expect(svgs[0]).toContain("epoch");
  expect(svgs[0]).toContain("&lt;b&gt;");
});

test("a tensor is read before the cell disposes of it", async () => {
  const values = tf.tensor1d([0, 1]);
  const picture = plot(values);
  values.dispose();
  expect((await drawn(picture)).text).toBe("plot ▁█");
});

test("points, bars and histograms say in text what they show", async () => {
  expect((await drawn(plot.scatter([1, 2], [3, 4]))).text).toBe("scatter plot of 2 points");
  expect((await drawn(plot.bar({ cat: 3, dog: 5 }))).text).toBe("cat: 3, dog: 5");
  expect((await drawn(plot.histogram([1, 2, Number.NaN]))).text).toBe("histogram of 3 values");
  const two = await drawn(plot.histogram({ a: [1, 2], b: [2, 3] }));
  expect(two.text).toBe("histogram of a of 2 values\nhistogram of b of 2 values");
  expect(two.html).not.toContain("<svg");
});

test("with marks it is the library's own plot", async () => {
  const Plot = await import("@observablehq/plot");
  const { svgs } = await drawn(plot({ marks: [Plot.dot([[1, 2]])] }));
  expect(svgs[0]).toContain('aria-label="dot"');
});

test("what cannot be plotted is refused with what came", async () => {
  expect(() => plot.histogram([1], { bins: 0 })).toThrow(
    "plot.histogram: bins must be a positive integer. Received: 0",
  );
  await expect(Reflect.get(plot([1], [1, 2]), Symbol.for("Jupyter.display"))()).rejects.toThrow(
    "plot: x and y must hold as many values. Received: 1 and 2",
  );
  const words = plot(["a"] as unknown as number[]);
  await expect(Reflect.get(words, Symbol.for("Jupyter.display"))()).rejects.toThrow(
    'Received: "a" at 0',
  );
});
