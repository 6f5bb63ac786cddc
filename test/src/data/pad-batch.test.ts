import { beforeAll, expect, it } from "vitest";
import { data, ready, tf } from "../../../src/index.js";
import { arraysOf, expectNoLeak } from "./leaks.js";

beforeAll(ready);

it("pads each batch to its longest row", async () => {
  const rows = data.array([[1], [2, 3], [4, 5, 6]]);
  expect(await arraysOf(rows.padBatch(2))).toEqual([[[1, 0], [2, 3]], [[4, 5, 6]]]); // biome-ignore format: rows
});

it("pads every axis of tensors, typed arrays and strings, and keeps their types", async () => {
  await expectNoLeak(async () => {
    const rows = data.array([1, 2]).map((n) => ({
      t: tf.ones([n, 3 - n], "int32"),
      typed: Int32Array.from({ length: n }, (_, i) => i + 1),
      words: Array.from({ length: n }, () => "w"),
      flags: tf.ones([n], "bool"),
      one: n,
    }));
    for await (const batch of rows.padBatch(2)) {
      expect(await arraysOf(data.array([batch]))).toEqual([
        {
          t: [[[1, 1], [0, 0]], [[1, 0], [1, 0]]], // biome-ignore format: rows
          typed: [[1, 0], [1, 2]], // biome-ignore format: rows
          words: [["w", ""], ["w", "w"]], // biome-ignore format: rows
          flags: [[1, 0], [1, 1]], // biome-ignore format: rows
          one: [1, 2],
        },
      ]);
      expect([batch.t.dtype, batch.typed.dtype, batch.words.dtype, batch.flags.dtype]).toEqual([
        "int32",
        "int32",
        "string",
        "bool",
      ]);
      tf.dispose(batch);
    }
  });
});

it("takes values and shapes by key", async () => {
  const rows = data.array([
    { a: [1], b: { c: ["x"] } },
    { a: [1, 2], b: { c: [] as string[] } },
  ]);
  const padded = rows.padBatch(2, {
    paddingValues: { a: -1, "b.c": "?" },
    paddedShapes: { a: [3] },
  });
  expect(await arraysOf(padded)).toEqual([
    { a: [[1, -1, -1], [1, 2, -1]], b: { c: [["x"], ["?"]] } }, // biome-ignore format: rows
  ]);
});

it("leaves a small last batch out when told so", async () => {
  const padded = data.array([[1], [2], [3]]).padBatch(2, { smallLastBatch: false });
  expect(padded.cardinality).toBe(1);
  expect(await arraysOf(padded)).toEqual([[[1], [2]]]);
});

it("says what does not fit", async () => {
  await expectNoLeak(async () => {
    const ranks = data.array([1, 2]).map((rank) => ({ ys: tf.ones(Array(rank).fill(1)) }));
    await expect(arraysOf(ranks.padBatch(2))).rejects.toThrow(
      "padBatch: rows of ys must all have one rank and type, rank 1 and float32 as the first. " +
        "Received: rank 2 and float32",
    );
    const rows = data.array([[1, 2, 3]]);
    await expect(arraysOf(rows.padBatch(1, { paddedShapes: [2] }))).rejects.toThrow(
      "padBatch: rows of the elements must fit into paddedShapes, 2 on axis 0. Received: 3",
    );
    await expect(arraysOf(rows.padBatch(1, { paddedShapes: [2, 2] }))).rejects.toThrow(
      "padBatch: paddedShapes of the elements must have rank 1 as the rows. Received: [2, 2]",
    );
    await expect(arraysOf(rows.padBatch(1, { paddingValues: "x" }))).rejects.toThrow(
      'padBatch: paddingValues of the elements must suit the type float32. Received: "x"',
    );
  });
});
