import { expect } from "vitest";
import { tf } from "../../../src/index.js";

/** Runs a function and expects that it leaves no tensor behind. */
export async function expectNoLeak(run: () => Promise<void>): Promise<void> {
  const before = tf.memory().numTensors;
  await run();
  // what is disposed when it arrives
  await new Promise((resolve) => setImmediate(resolve));
  expect(tf.memory().numTensors - before).toBe(0);
}

/** The arrays in the elements of a dataset, whose tensors are disposed. */
export async function arraysOf(elements: AsyncIterable<unknown>): Promise<unknown[]> {
  const arrays: unknown[] = [];
  for await (const element of elements) {
    arrays.push(arrayOf(element));
    tf.dispose(element as never);
  }
  return arrays;
}

function arrayOf(value: unknown): unknown {
  if (value instanceof tf.Tensor) return value.arraySync();
  if (Array.isArray(value)) return value.map(arrayOf);
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, arrayOf(item)]));
}
