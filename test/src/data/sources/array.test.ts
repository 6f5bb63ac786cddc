import { beforeAll, expect, it } from "vitest";
import { data, ready, tf } from "../../../../src/index.js";
import { arraysOf, expectNoLeak } from "../leaks.js";

beforeAll(ready);

it("gives copies, so that the items outlive every consumer", async () => {
  const item = { t: tf.tensor([1, 2]), list: [tf.scalar(3), 4], typed: new Uint8Array([5]) };
  await expectNoLeak(async () => {
    const dataset = data.array([item]);
    for (const _ of [1, 2]) {
      for await (const element of dataset) {
        expect(await arraysOf(data.array([element]))).toEqual([
          { t: [1, 2], list: [3, 4], typed: new Uint8Array([5]) },
        ]);
        tf.dispose(element);
        element.list.pop();
      }
    }
    expect(await arraysOf(dataset.column("t").batch(1))).toEqual([[[1, 2]]]);
  });
  expect(item.t.isDisposed).toBe(false);
  expect(item.list).toHaveLength(2);
  tf.dispose(item);
});

it("takes arrays only", () => {
  expect(() => data.array(new Float32Array(2) as never)).toThrow(
    "array: expected an array of elements. Received: Float32Array of 8 bytes",
  );
});
