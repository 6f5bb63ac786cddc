import { expect, test } from "vitest";
import { arrayLines } from "../../../../kernel/display/arrays/array-lines.js";
import { shownAxis, shownPositions } from "../../../../kernel/display/arrays/array-values.js";

test("an axis shows its ends and counts what it hides", () => {
  expect(shownAxis(10, 2, 1)).toEqual({ indices: [0, 1, 9], head: 2, hidden: 7 });
  expect(shownAxis(3, 2, 1)).toEqual({ indices: [0, 1, 2], head: 3, hidden: 0 });
});

test("positions follow row-major order", () => {
  const axes = [shownAxis(3, 1, 1), shownAxis(4, 1, 1)];
  expect(shownPositions([3, 4], axes)).toEqual([0, 3, 8, 11]);
});

test("a hidden end keeps the brackets closed", () => {
  const axes = [shownAxis(3, 1, 0), shownAxis(2, 2, 0)];
  expect(arrayLines({ axes, cells: ["1", "2"], align: "right" })).toEqual([
    "[[1, 2],",
    " … 2 more rows]",
  ]);
});

test("a hidden single slab is singular", () => {
  const axes = [shownAxis(2, 1, 0), shownAxis(1, 1, 0), shownAxis(1, 1, 0)];
  expect(arrayLines({ axes, cells: ["7"], align: "right" })).toEqual([
    "[[[7]],",
    " … 1 more slab]",
  ]);
});

test("a long row breaks before column 80", () => {
  const cells = Array.from({ length: 30 }, (_, i) => String(1000 + i));
  const found = arrayLines({ axes: [shownAxis(30, 30, 0)], cells, align: "right" });
  expect(found).toHaveLength(3);
  expect(found[1]?.startsWith(" 1013,")).toBe(true);
  for (const line of found) expect(line.length).toBeLessThanOrEqual(80);
});
