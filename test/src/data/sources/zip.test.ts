import { beforeAll, expect, it } from "vitest";
import { data, ready, tf } from "../../../../src/index.js";
import { arraysOf, expectNoLeak } from "../leaks.js";

beforeAll(ready);

it("keeps lists and records, and ends with the shortest", async () => {
  const rows = data.zip({
    a: [data.array([1, 2, 3]), data.array(["x", "y"])],
    b: tf.data.array([7, 8]),
  });
  expect(await rows.toArray()).toEqual([
    { a: [1, "x"], b: 7 },
    { a: [2, "y"], b: 8 },
  ]);
});

it("zips batches of many arrays alike, whatever they come from", async () => {
  const numbers = Array.from({ length: 10_000 }, (_, i) => i);
  const slow = data.array(numbers).map((x) => x);
  const fast = data.zip({ a: data.array(numbers), b: data.array(numbers.slice(0, 9_999)) });
  const mixed = data.zip({ a: data.array(numbers), b: slow.take(9_999) });
  expect(await arraysOf(fast.batch(1000))).toEqual(await arraysOf(mixed.batch(1000)));
});

it("disposes elements that no partner is left for", async () => {
  await expectNoLeak(async () => {
    const tensors = data.array([1, 2, 3]).map((x) => tf.scalar(x));
    expect(await arraysOf(data.zip([tensors, data.array(["a"])]))).toEqual([[1, "a"]]);
  });
});

it("is as long as the shortest, where that is known", () => {
  const three = data.array([1, 2, 3]);
  const unknown = three.filter(() => true);
  expect(data.zip([three, data.array([1])]).cardinality).toBe(1);
  expect(data.zip([three, three.repeat()]).cardinality).toBe(3);
  expect(data.zip([three, unknown]).cardinality).toBeNull();
  expect(data.zip([three.repeat(), three.repeat()]).cardinality).toBe(Number.POSITIVE_INFINITY);
});

it("says what cannot be zipped", () => {
  expect(() => data.zip([data.array([1]), 5] as never)).toThrow(
    "zip: expected datasets, or lists and records of them. Received: 5",
  );
});
