import { expect, test } from "vitest";
import { numberStatistics } from "../../../../kernel/display/numbers/number-statistics.js";

test("one pass gives range, mean and population deviation", () => {
  const { min, max, mean, deviation } = numberStatistics([2, 4, 4, 4, 5, 5, 7, 9]);
  expect({ min, max, mean, deviation }).toEqual({ min: 2, max: 9, mean: 5, deviation: 2 });
});

test("a large offset does not swallow the deviation", () => {
  const { deviation } = numberStatistics([1e9 + 1, 1e9 + 3]);
  expect(deviation).toBe(1);
});

test("exceptions are counted and left out, in whichever chunk they stand", () => {
  const values = new Float32Array(20_000).fill(3);
  values.set([Number.NaN, 1, 5, 1 / 0, -1 / 0], 12_000);
  expect(numberStatistics(values)).toMatchObject({
    count: 20_000,
    min: 1,
    max: 5,
    nan: 1,
    positiveInfinity: 1,
    negativeInfinity: 1,
    mean: 3,
  });
});

test("reading does not change the values", () => {
  const values = Float32Array.of(Number.NaN, 1, 2);
  numberStatistics(values);
  expect([...values]).toEqual([Number.NaN, 1, 2]);
});

test("no value has no range", () => {
  const { min, max } = numberStatistics([]);
  expect(min > max).toBe(true);
});
