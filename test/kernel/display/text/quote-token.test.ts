import { expect, test } from "vitest";
import { quoteString, quoteToken } from "../../../../kernel/display/text/quote-token.js";

test.each([
  ["cyan", "cyan"],
  ["New York", "New York"],
  ["", '""'],
  ['"cyan"', String.raw`"\"cyan\""`],
  ["\ud800", String.raw`"\ud800"`],
  ["a\u200bb", String.raw`"a\u{200b}b"`],
  [12, "12"],
])("quoteToken(%j) is %s", (token, text) => {
  expect(quoteToken(token)).toBe(text);
});

test("a cut never halves an emoji", () => {
  expect(quoteString("ab🎈", 3)).toBe('"ab"… (4 characters)');
});
