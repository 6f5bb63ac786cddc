import { expect, test } from "vitest";
import { thinned } from "../../../../kernel/display/numbers/thinned.js";

test("few values are all kept", () => {
  expect(thinned([3, 1, 2], 5)).toEqual([0, 1, 2]);
});

test("of many, the peaks of each stretch are kept in their order", () => {
  const values = Float32Array.from({ length: 1000 }, (_, i) =>
    i === 321 ? 9 : i === 654 ? -9 : 0,
  );
  const kept = thinned(values, 20);
  expect(kept.length).toBeLessThanOrEqual(20);
  expect(kept).toContain(321);
  expect(kept).toContain(654);
  expect(kept).toEqual([...kept].sort((a, b) => a - b));
});

test("a stretch that begins with NaN is drawn by its numbers", () => {
  expect(thinned([Number.NaN, 5, 1, 3], 2)).toEqual([1, 2]);
});
