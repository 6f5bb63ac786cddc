import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";
import { data } from "../../../../src/index.js";

async function textOf(value: unknown): Promise<string> {
  return String((await renderValue(value)).data["text/plain"]);
}

test("a dataset says its size and is not drawn from", async () => {
  let drawn = 0;
  const endless = tf.data.generator(function* () {
    for (;;) yield drawn++;
  });
  expect(await textOf(endless)).toBe("Dataset: unknown size");
  expect(await textOf(tf.data.array([1, 2, 3]).batch(2))).toBe("Dataset: 2 elements");
  expect(await textOf(tf.data.array([1, 2, 3]).repeat())).toBe("Dataset: without end");
  expect(drawn).toBe(0);
});

test("a dataset that knows what its elements are says so", async () => {
  const dataset = Object.assign(tf.data.array([1]), {
    knownSpec: {
      xs: { dtype: "float32", shape: [null, 28, 28, 1] },
      ys: [{ dtype: "int32", shape: [-1] }, { dtype: "string" }],
    },
  });
  expect(await textOf(dataset)).toBe(
    "Dataset: 1 element of {xs: float32 [null, 28, 28, 1], ys: [int32 [null], string]}",
  );
});

test("a dataset says how its elements come about", async () => {
  const rows = data.array([
    { text: "a clear sky", stars: 5 },
    { text: "rain", stars: 2 },
  ]);
  expect(await textOf(rows.shuffle(10).batch(2).prefetch(1))).toBe(
    "Dataset: 1 element of {text: string [2], stars: float32 [2]} · array → shuffle(10) → batch(2) → prefetch(1)",
  );
  const long = Array.from({ length: 20 }).reduce<typeof rows>((made, _, i) => made.skip(i), rows);
  expect(await textOf(long)).toMatch(/· array → skip\(0\) → .* → … → skip\(19\)$/);
});
