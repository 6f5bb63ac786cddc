import { expect, test } from "vitest";
import { histogramBins } from "../../../../kernel/display/numbers/histogram-bins.js";

test("edges are round numbers around all values", () => {
  const values = [0.13, 0.4, 0.55, 0.98];
  expect(histogramBins([values], { min: 0.13, max: 0.98 }, 4)).toEqual({
    edges: [0, 0.2, 0.4, 0.6, 0.8, 1],
    counts: [[1, 0, 2, 0, 1]],
  });
});

test("lists share their edges, and what is not finite is left out", () => {
  const lists = [Float32Array.of(0, 1, Number.NaN), [2, 3, 1 / 0]];
  expect(histogramBins(lists, { min: 0, max: 3 }, 3)).toEqual({
    edges: [0, 1, 2, 3, 4],
    counts: [
      [1, 1, 0, 0],
      [0, 0, 1, 1],
    ],
  });
});

test.each([
  [1, 1],
  [-1e308, 1e308],
  [1e16, 1e16 + 2],
  [5e-324, 1e-323],
])("each value of %d and %d is counted once", (min, max) => {
  const bins = histogramBins([[min, max]], { min, max }, 20);
  expect(bins?.counts[0]?.reduce((sum, count) => sum + count, 0)).toBe(2);
  expect(bins?.edges.every(Number.isFinite)).toBe(true);
});

test("there are no bins where nothing is finite", () => {
  expect(histogramBins([[]], { min: 1 / 0, max: -1 / 0 }, 20)).toBeUndefined();
});
