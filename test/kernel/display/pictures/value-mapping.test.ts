import { expect, test } from "vitest";
import { guessMapping } from "../../../../kernel/display/pictures/value-mapping.js";

test.each([
  ["floats within 0 and 1", 0.1, 0.9, false, "0 → black, 1 → white"],
  ["floats within -1 and 1", -0.9, 1, false, "-1 → black, 1 → white"],
  ["floats up to 255", 0, 255, false, "0 → black, 255 → white"],
  ["floats a little beyond 255", -12, 270, false, "0 → black, 255 → white"],
  ["integers", 0, 7, true, "0 → black, 255 → white"],
  ["a mask of integers", 0, 1, true, "0 → black, 1 → white"],
  ["standardized floats", -2.1, 2.6, false, "min -2.1 → black, max 2.6 → white"],
  ["a constant", -1.5, -1.5, false, "-2.5 → black, -0.5 → white"],
  ["a large constant", 1e30, 1e30, false, "5e29 → black, 1.5e30 → white"],
  [
    "no finite value",
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    false,
    "0 → black, 1 → white",
  ],
])("%s", (_, min, max, integer, text) => {
  expect(guessMapping(min, max, integer).text).toBe(text);
});
