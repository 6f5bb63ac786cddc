import { expect, test } from "vitest";
import { numberRuler } from "../../../../kernel/display/numbers/number-ruler.js";

test("marks stand at their distances", () => {
  const [line = "", labels = ""] = numberRuler([0, 1, 4]);
  expect([...line.matchAll(/┼/g)].map(({ index }) => index)).toEqual([3, 19, 67]);
  expect([...labels.matchAll(/\d/g)].map(({ index }) => index)).toEqual([3, 19, 67]);
});

test("labels that would touch are left out, the ends never", () => {
  const [line = "", labels = ""] = numberRuler([1000, 1002, 1004, 1100]);
  expect(line.match(/┼/g)).toHaveLength(4);
  expect(labels.trim().split(/ +/)).toEqual(["1000", "1100"]);
});

test.each([[[]], [[1]], [[2, 2]], [[Number.NaN, 1]], [[-Infinity, 0]], [[-1e308, 1.7e308]]])(
  "%j has no ruler",
  (numbers) => {
    expect(numberRuler(numbers)).toEqual([]);
  },
);
