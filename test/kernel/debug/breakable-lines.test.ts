import { expect, test } from "vitest";
import { parseCell } from "../../../kernel/cell/parse-cell.js";
import { breakableLines, nearestBreakable } from "../../../kernel/debug/breakable-lines.js";
import { LINES } from "./marked-cells.js";

test.each(Object.entries(LINES))("%s: lines with > can have a breakpoint", (_, marked) => {
  const { code, lines } = marked;
  expect(breakableLines(code, parseCell(code).program)).toEqual(lines);
});

test("a breakpoint moves down to the next line that can have one, else up", () => {
  expect(nearestBreakable([3, 7], 1)).toBe(3);
  expect(nearestBreakable([3, 7], 4)).toBe(7);
  expect(nearestBreakable([3, 7], 9)).toBe(7);
  expect(nearestBreakable([], 1)).toBeUndefined();
});
