import { expect, test } from "vitest";
import { displayWidth } from "../../../../kernel/display/text/display-width.js";

test.each([
  ["abc", 3],
  ["日本", 4],
  ["e\u0301", 1],
  ["🎈", 2],
  ["", 0],
])("displayWidth(%j) is %d", (text, width) => {
  expect(displayWidth(text)).toBe(width);
});
