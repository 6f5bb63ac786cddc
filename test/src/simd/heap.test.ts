import type { Tensor } from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { layers, ready, tf } from "../../../src/index.js";
import { heapView, outsideHeap, peekHeap } from "../../../src/simd/heap.js";

beforeAll(ready);

it("shows a tensor's values where they are", () => {
  const tensor = tf.tensor([1, 2, 3]);
  const view = heapView(tensor)!;
  expect(Array.from(view)).toEqual([1, 2, 3]);
  expect(view.buffer.byteLength).toBeGreaterThan(12);
  const copy = outsideHeap(view);
  expect(copy).toEqual(Float32Array.of(1, 2, 3));
  expect(copy.buffer).not.toBe(view.buffer);
  expect(outsideHeap(copy)).toBe(copy);
});

it("shows them to a reader without making room", () => {
  const tensor = tf.tensor([4, 5], [2], "int32");
  const before = heapView(tensor)!.buffer.byteLength;
  const many = tf.zeros([1000]);
  expect(peekHeap(tensor)).toEqual(Int32Array.of(4, 5));
  expect(peekHeap(tensor)!.buffer.byteLength).toBe(before);
  many.dispose();
});

it("has none for strings, disposed tensors and other backends", async () => {
  expect(heapView(tf.tensor(["a"]))).toBeUndefined();
  const tensor = tf.tensor([1]);
  tensor.dispose();
  expect(heapView(tensor)).toBeUndefined();
  await tf.setBackend("cpu");
  const elsewhere = tf.tensor([1]);
  expect(heapView(elsewhere)).toBeUndefined();
  await tf.setBackend("wasm");
  expect(heapView(elsewhere)).toBeUndefined();
  expect(layers.rescaling({ scale: 2 })(elsewhere).arraySync()).toEqual([2]);
});

it("keeps results whole while the memory grows", () => {
  const identity = layers.randomInvert({ factor: 0 });
  const kept: Tensor[] = [];
  for (let size = 64; size <= 1024; size *= 2) {
    const images = tf.fill([1, size, size, 3], size);
    const output = identity(images);
    expect(output.min().dataSync()[0]).toBe(size);
    expect(output.max().dataSync()[0]).toBe(size);
    kept.push(output, images);
  }
  kept.forEach((tensor) => {
    expect(tensor.min().dataSync()[0]).toBe(tensor.shape[1]);
  });
  tf.dispose(kept);
});
