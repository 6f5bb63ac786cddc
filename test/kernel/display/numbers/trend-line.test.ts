import { expect, test } from "vitest";
import { trendLine } from "../../../../kernel/display/numbers/trend-line.js";

test.each([
  [[], ""],
  [[1], "▁"],
  [[5, 5, 5], "▁▁▁"],
  [[0, 1, 2, 3, 4, 5, 6, 7], "▁▂▃▄▅▆▇█"],
  [[1, Number.NaN, 0], "█×▁"],
  [[Number.POSITIVE_INFINITY, 2], "×▁"],
])("%j is %s", (values, line) => {
  expect(trendLine(values)).toBe(line);
});

test("many values become the means of twenty stretches", () => {
  const values = Array.from({ length: 1000 }, (_, i) => i);
  const line = trendLine(values);
  expect(line).toHaveLength(20);
  expect(line[0]).toBe("▁");
  expect(line.at(-1)).toBe("█");
});
