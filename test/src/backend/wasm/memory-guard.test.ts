import { beforeAll, expect, it } from "vitest";
import { activeWasmBackend } from "../../../../src/backend/wasm/wasm-backend.js";
import { ready, tf } from "../../../../src/index.js";

beforeAll(ready);

it("stays usable when the memory is full", () => {
  const { wasm } = activeWasmBackend()!;
  const taken: number[] = [];
  for (let bytes = 2 ** 29; bytes >= 2 ** 20; ) {
    const address = wasm._malloc(bytes);
    if (address === 0) bytes /= 2;
    else taken.push(address);
  }
  expect(() => tf.zeros([1_000_000])).toThrow(
    "backend: the WebAssembly memory (4 GB at most) has no room for 4000000 more bytes. " +
      "Dispose of tensors, wrap steps in tf.tidy or use smaller batches.",
  );
  expect(tf.add(1, 2).dataSync()[0]).toBe(3);
  expect(Array.from(tf.matMul(tf.ones([2, 3]), tf.ones([3, 2])).dataSync())).toEqual([3, 3, 3, 3]);
  for (const address of taken) wasm._free(address);
  expect(tf.ones([1_000_000]).sum().dataSync()[0]).toBe(1_000_000);
});
