import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";

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
