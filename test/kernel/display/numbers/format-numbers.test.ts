import { expect, test } from "vitest";
import { formatNumbers } from "../../../../kernel/display/numbers/format-numbers.js";

test.each([
  ["float32 digits are those that were typed", [Math.fround(0.1), 0.25], ["0.1 ", "0.25"]],
  ["whole floats need no point", [1, -20], ["  1", "-20"]],
  ["a fraction gives every number its point", [1, 2.5], ["1. ", "2.5"]],
  ["100 million is written in powers", [1e8, 1], ["1e+08", "1e+00"]],
  ["small numbers share their digits", [1.5e-6, 2e-7], ["1.5e-06", "2.0e-07"]],
  ["a residue beside large numbers stays readable", [0.5, 2 ** -25], ["0.5       ", "0.00000003"]],
  ["exceptions stand to the right", [Number.NaN, 1 / 0, -0.5], [" NaN", " Inf", "-0.5"]],
  ["negative zero keeps its sign among fractions", [-0, 0.5], ["-0. ", " 0.5"]],
])("%s", (_, values, texts) => {
  expect(formatNumbers(values, "float32")).toEqual(texts);
});

test("float64 keeps digits that float32 does not have", () => {
  expect(formatNumbers([0.123456789], "float64")).toEqual(["0.12345679"]);
  expect(formatNumbers([1e-12, 1], "float64")).toEqual(["1e-12", "1e+00"]);
});
