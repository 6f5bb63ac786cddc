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

test("64-bit integers are left to inspect", async () => {
  const { data } = await renderValue(new BigInt64Array([1n]));
  expect(data).toEqual({ "text/plain": "BigInt64Array(1) [ 1n ]" });
});

test("an array may be changed as soon as it was handed over", async () => {
  const value = new Uint8Array([1, 2, 3]);
  const rendering = renderValue(value);
  value.fill(0);
  expect((await rendering).data["text/plain"]).toBe("Uint8Array(3) [1, 2, 3]");
});
