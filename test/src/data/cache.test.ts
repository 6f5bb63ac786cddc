import { beforeAll, expect, it } from "vitest";
import { data, ready, tf } from "../../../src/index.js";
import { arraysOf, expectNoLeak } from "./leaks.js";

beforeAll(ready);

function counted() {
  const reads = { begun: 0 };
  const dataset = data.generator(function* () {
    reads.begun++;
    for (const x of [1, 2, 3]) yield { xs: tf.tensor([x, x]), name: `n${x}`, t: tf.scalar("a€") };
  });
  return { reads, cached: dataset.cache() };
}

it("reads once and gives new tensors at each pass", async () => {
  await expectNoLeak(async () => {
    const { reads, cached } = counted();
    const first = await arraysOf(cached);
    expect(await arraysOf(cached)).toEqual(first);
    expect(await arraysOf(cached.take(1))).toEqual([{ xs: [1, 1], name: "n1", t: "a€" }]);
    expect(reads.begun).toBe(1);
  });
});

it("holds no tensors", async () => {
  const { cached } = counted();
  await expectNoLeak(async () => {
    await arraysOf(cached);
  });
});

it("remembers nothing of a pass that was left", async () => {
  const { reads, cached } = counted();
  await arraysOf(cached.take(2));
  await arraysOf(cached);
  await arraysOf(cached);
  expect(reads.begun).toBe(2);
});

it("remembers nothing of a pass that failed", async () => {
  let begun = 0;
  const cached = data
    .generator(function* () {
      yield 1;
      if (begun++ === 0) throw new Error("no");
      yield 2;
    })
    .cache();
  await expect(cached.toArray()).rejects.toThrow("no");
  expect(await cached.toArray()).toEqual([1, 2]);
  expect(await cached.toArray()).toEqual([1, 2]);
});
