import { expect, it } from "vitest";
import { globMatcher } from "../../../../kernel/session/history/glob.js";

it.each([
  ["*", "", true],
  ["*", "two\nlines", true],
  ["a?c", "abc", true],
  ["a?c", "a😺c", true],
  ["a?c", "ac", false],
  ["b*", "abc", false],
  ["A*", "abc", false],
  ["[a-c]x", "bx", true],
  ["[^a-c]x", "bx", false],
  ["[^a-c]x", "dx", true],
  ["[]]", "]", true],
  ["[*]", "*", true],
  ["[*]", "x", false],
  ["f(x) + $y.z|\\", "f(x) + $y.z|\\", true],
  ["f.x", "f_x", false],
  ["const [a", "const [a", true],
  ["[z-a]", "m", false],
])("%j against %j: %j", (pattern, text, expected) => {
  expect(globMatcher(pattern)(text)).toBe(expected);
});
