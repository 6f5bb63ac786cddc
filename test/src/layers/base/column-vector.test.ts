import { int64, tableFromArrays, utf8 } from "@uwdata/flechette";
import { expect, test } from "vitest";
import { layers } from "../../../../src/index.js";

const ids = (values: readonly (number | bigint | null)[], useBigInt: boolean) =>
  tableFromArrays({ id: values as number[] }, { types: { id: int64() }, useBigInt }).getChild("id");

test("layers take a column of numbers or texts, and adapt to it as a whole", async () => {
  const table = tableFromArrays(
    { n: Float32Array.of(1, 3), s: ["a", "b"] },
    { types: { s: utf8() } },
  );
  const normalization = layers.normalization({ axis: null });
  await normalization.adapt(table.getChild("n"));
  expect([...normalization(table.getChild("n")).dataSync()]).toEqual([-1, 1]);
  const lookup = layers.stringLookup();
  await lookup.adapt(table.getChild("s"));
  expect(lookup.vocabularySize).toBe(3);
  expect([...lookup(table.getChild("s")).dataSync()].sort()).toEqual([1, 2]);
});

test.each([true, false])("integers of 64 bits are numbers (bigint: %s)", (useBigInt) => {
  const lookup = layers.integerLookup({ vocabulary: [7, 9] });
  expect([...lookup(ids([9, 7], useBigInt)).dataSync()]).toEqual([2, 1]);
});

test("integers beyond what numbers hold are refused", () => {
  const column = ids([2n ** 60n], true);
  expect(() => layers.rescaling({ scale: 1 })(column)).toThrow(
    "Rescaling: integers of a column must be within ±(2^53 - 1), which numbers hold exactly. Received: 1152921504606846976n",
  );
});

test("nulls are refused, where other libraries read a 0", async () => {
  const normalization = layers.normalization({ axis: null });
  await expect(normalization.adapt(ids([1, null], false))).rejects.toThrow(
    "Normalization: a column must have no nulls. Received: 1 among 2 items",
  );
});
