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

test("a histogram reads tensors, typed arrays and columns, and says what they are like", async () => {
  const text = "histogram of 100 values x∈[0 ██████████ 99] μ=49.5 σ=28.866";
  const numbers = Float32Array.from({ length: 100 }, (_, i) => i);
  const series = { $isSeries: true, values: [...numbers], dtypes: ["float32"], index: [] };
  const vector = { length: 100, toArray: () => numbers };
  for (const values of [tf.tensor1d(numbers), numbers, [...numbers], series, vector]) {
    const { text: words, svgs } = await drawn(plot.histogram(values, { bins: 10 }));
    expect(words).toBe(text);
    expect(svgs[0]?.match(/<rect/g)).toHaveLength(10);
  }
});

test("a million values are drawn by a few points", async () => {
  const many = Float32Array.from({ length: 1e6 }, (_, i) => Math.sin(i));
  for (const picture of [plot(many), plot.scatter(many, many), plot.histogram(many)]) {
    expect((await drawn(picture)).html.length).toBeLessThan(500_000);
  }
  expect((await drawn(plot.scatter(many, many))).text).toBe(
    "scatter plot of 1,000,000 points, 5,000 of them drawn",
  );
});

test("a picture that is too large to be sent is named", async () => {
  const bars = Object.fromEntries(Array.from({ length: 9_000 }, (_, i) => [`bar ${i}`, i]));
  const { text, svgs } = await drawn(plot.bar(bars));
  expect(svgs).toEqual([]);
  expect(text).toMatch(/… 8,980 more bars\npicture of .* left out: outputs are limited to 1 MiB$/);
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
