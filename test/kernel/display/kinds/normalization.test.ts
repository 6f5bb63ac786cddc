import { expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";
import { layers, tf } from "../../../../src/index.js";

async function textOf(value: unknown) {
  return String((await renderValue(value)).data["text/plain"]);
}

test("mean and variance of each feature are a table", async () => {
  const layer = layers.normalization();
  expect(await textOf(layer)).toBe("Normalization: not adapted: call adapt(data)");
  await layer.adapt([
    [1, 20],
    [3, 20],
    [8, 20],
  ]);
  expect(await textOf(layer)).toBe(
    [
      "Normalization: 2 features, adapted on 3 numbers each",
      "feature  mean  variance  deviation",
      "      0     4  8.666667    2.94392",
      "      1    20         0          0",
    ].join("\n"),
  );
  const { data } = await renderValue(layer);
  expect(data["text/html"]).toContain('<th style="text-align: right">variance</th>');
});

test("given statistics, an inverse and other axes are said", async () => {
  expect(
    (await textOf(layers.normalization({ mean: 3, variance: 4, invert: true }))).split("\n"),
  ).toEqual([
    "Normalization (inverse): 1 feature, mean and variance given",
    "feature  mean  variance  deviation",
    "      0     3         4          2",
  ]);
  const images = layers.normalization({ axis: [1, 2] });
  await images.adapt(tf.ones([5, 2, 2]));
  const lines = (await textOf(images)).split("\n");
  expect(lines[0]).toBe("Normalization: 4 features, axis=[1, 2], adapted on 5 numbers each");
  expect(lines[4]?.trim().split(/ +/)).toEqual(["[1,", "0]", "1", "0", "0"]);
  const whole = layers.normalization({ axis: null });
  await whole.adapt([1, 2]);
  expect(await textOf(whole)).toContain("1 feature, axis=null, adapted on 2 numbers each");
});

test("of many features the ends are shown", async () => {
  const numbers = Array.from({ length: 3_000 }, (_, i) => i);
  const text = await textOf(layers.normalization({ mean: numbers, variance: numbers }));
  const lines = text.split("\n");
  expect(lines.length).toBeLessThanOrEqual(24);
  expect(lines[12]).toBe("… 2,987 more rows");
  expect(lines.at(-1)).toMatch(/^ +2999 +2999 +2999 +54\.76/);
});
