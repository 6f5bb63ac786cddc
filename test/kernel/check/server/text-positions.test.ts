import { expect, test } from "vitest";
import { textPositions } from "../../../../kernel/check/server/text-positions.js";

test("offsets and positions convert both ways over all kinds of line breaks and an emoji", () => {
  const text = "a\r\n😀b\rc\nd";
  const { toPosition, toOffset } = textPositions(text);
  for (const letter of ["a", "b", "c", "d"]) {
    expect(toOffset(toPosition(text.indexOf(letter)))).toBe(text.indexOf(letter));
  }
  expect(toPosition(text.indexOf("b"))).toEqual({ line: 1, character: 2 });
});

test("a position past the end is the end", () => {
  const { toOffset } = textPositions("ab");
  expect(toOffset({ line: 7, character: 0 })).toBe(2);
  expect(toOffset({ line: 0, character: 9 })).toBe(2);
});
