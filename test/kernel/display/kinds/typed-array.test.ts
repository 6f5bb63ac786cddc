import { expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";

test("a few numbers of a typed array stand on the line", async () => {
  const { data } = await renderValue(new Uint8Array([1, 2, 3]));
  expect(data["text/plain"]).toBe("Uint8Array(3) [1, 2, 3]");
});

test("a long typed array has statistics and its ends", async () => {
  const { data } = await renderValue(Float32Array.from({ length: 1000 }, (_, i) => i / 10));
  expect(data["text/plain"]).toBe(
    [
      "Float32Array(1000) x∈[0 ██████████ 99.9] μ=49.95 σ=28.867",
      "[ 0. ,  0.1,  0.2,  0.3,  0.4,  0.5,  0.6,  0.7, …, 99.2, 99.3, 99.4, 99.5,",
      " 99.6, 99.7, 99.8, 99.9]",
    ].join("\n"),
  );
});

test("an empty typed array is empty brackets", async () => {
  expect((await renderValue(new Float64Array(0))).data["text/plain"]).toBe("Float64Array(0) []");
});

test.each([
  [new BigInt64Array([1n, -2n]), "BigInt64Array(2) [ 1n, -2n]"],
  [new BigUint64Array(0), "BigUint64Array(0) []"],
  [new Uint8Array([1, 2]).buffer, "ArrayBuffer(2) [1, 2]"],
  [new SharedArrayBuffer(3), "SharedArrayBuffer(3) [0, 0, 0]"],
  [new DataView(new Uint8Array([1, 2, 3]).buffer, 1), "DataView(2) [2, 3]"],
])("%s is its length and what it holds", async (value, text) => {
  expect((await renderValue(value)).data["text/plain"]).toBe(text);
});

test("many 64-bit integers are shown by the ends", async () => {
  const { data } = await renderValue(new BigUint64Array(300).fill(2n ** 63n));
  expect(String(data["text/plain"]).split("\n")).toHaveLength(3);
});

test("an array may be changed as soon as it was handed over", async () => {
  const value = new Uint8Array([1, 2, 3]);
  const rendering = renderValue(value);
  value.fill(0);
  expect((await rendering).data["text/plain"]).toBe("Uint8Array(3) [1, 2, 3]");
});
