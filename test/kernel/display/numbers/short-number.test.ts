import { expect, test } from "vitest";
import { shortNumber } from "../../../../kernel/display/numbers/short-number.js";

test.each([
  [0, "0"],
  [0.47283, "0.473"],
  [-2.1179, "-2.118"],
  [120.71234, "120.712"],
  [1234567, "1.23e6"],
  [0.0000098, "9.8e-6"],
  [-1 / 0, "-Inf"],
])("shortNumber(%d) is %s", (value, text) => {
  expect(shortNumber(value)).toBe(text);
});
