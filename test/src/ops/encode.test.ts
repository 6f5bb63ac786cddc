import { expect, it } from "vitest";
import { type EncodedMode, encode, encodedShape } from "../../../src/ops/encode.js";

function encoded(
  values: number[],
  shape: number[],
  mode: EncodedMode,
  depth: number,
  weights?: number[],
): { values: number[]; shape: readonly number[] } {
  const result = encode({ values: Int32Array.from(values), shape }, mode, depth, weights);
  return { values: Array.from(result.values), shape: result.shape };
}

it.each([
  ["one_hot", [], [2], [1, 3], [0, 0, 1]],
  ["one_hot", [2], [0, 2], [2, 3], [1, 0, 0, 0, 0, 1]],
  ["one_hot", [2, 1], [0, 2], [2, 3], [1, 0, 0, 0, 0, 1]],
  ["one_hot", [1, 2], [0, 1], [1, 2, 3], [1, 0, 0, 0, 1, 0]],
  ["multi_hot", [], [1], [3], [0, 1, 0]],
  ["multi_hot", [3], [1, 1, 2], [3], [0, 1, 1]],
  ["multi_hot", [2, 2], [1, 1, 0, 2], [2, 3], [0, 1, 0, 1, 0, 1]],
  ["count", [3], [1, 1, 2], [3], [0, 2, 1]],
  ["count", [1, 2, 2], [1, 1, 0, 2], [1, 2, 3], [0, 2, 0, 1, 0, 1]],
] as const)("encodes %s of shape %j", (mode, shape, values, outputShape, output) => {
  expect(encoded([...values], [...shape], mode, 3)).toEqual({ values: output, shape: outputShape });
});

it("leaves no trace of an index outside the vector", () => {
  expect(encoded([-1, 3, 1], [3], "count", 3).values).toEqual([0, 1, 0]);
  expect(encoded([-1, 3], [2], "one_hot", 3).values).toEqual([0, 0, 0, 0, 0, 0]);
});

it("adds up weights in place of ones", () => {
  expect(encoded([1, 1, 2], [3], "count", 3, [0.5, 0.25, 4]).values).toEqual([0, 0.75, 4]);
});

it("keeps an empty batch empty", () => {
  expect(encoded([], [0, 2], "multi_hot", 3)).toEqual({ values: [], shape: [0, 3] });
  expect(encoded([], [2, 0], "multi_hot", 2)).toEqual({ values: [0, 0, 0, 0], shape: [2, 2] });
});

it("keeps unknown dimensions unknown", () => {
  expect(encodedShape([null, 1], "one_hot", 4)).toEqual([null, 4]);
  expect(encodedShape([null, 2], "one_hot", 4)).toEqual([null, 2, 4]);
  expect(encodedShape([null, 2], "count", 4)).toEqual([null, 4]);
});
