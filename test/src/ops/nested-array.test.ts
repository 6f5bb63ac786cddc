import { expect, it } from "vitest";
import { flattenNested } from "../../../src/ops/nested-array.js";

it("flattens in row-major order and finds the shape", () => {
  expect(flattenNested("test", [[["a"], ["b"]]])).toEqual({ shape: [1, 2, 1], leaves: ["a", "b"] });
  expect(flattenNested("test", 5)).toEqual({ shape: [], leaves: [5] });
  expect(flattenNested("test", [])).toEqual({ shape: [0], leaves: [] });
  expect(flattenNested("test", [[], []])).toEqual({ shape: [2, 0], leaves: [] });
});

it("takes a flat array as it is", () => {
  const flat = ["a", "b"];
  expect(flattenNested("test", flat).leaves).toBe(flat);
});

it.each([
  [[[1, 2], [3]], "[1]"],
  [[[1, 2], 3], "[1]"],
  [[1, [2]], "[0]"],
  [[[1], [[2]]], "[1][0]"],
])("rejects rows that differ: %j", (nested, place) => {
  expect(() => flattenNested("test", nested as number[][])).toThrow(
    `test: rows of a nested array must be equally long and equally deep. Received: a different row at ${place}`,
  );
});
