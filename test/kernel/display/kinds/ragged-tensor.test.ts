import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";
import { RaggedTensor } from "../../../../src/ragged-tensor.js";

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend("cpu");
});

async function text(value: unknown) {
  return (await renderValue(value)).data["text/plain"];
}

function ragged(lengths: readonly number[]): RaggedTensor {
  let end = 0;
  const ends = Int32Array.from(lengths, (length) => (end += length));
  return new RaggedTensor({ values: Int32Array.from({ length: end }, (_, i) => i), ends });
}

test("a ragged tensor has a line for each row", async () => {
  expect(await text(ragged([2, 0, 1]))).toBe("RaggedTensor int32 [3, null] n=3\n[0, 1]\n[]\n[2]");
});

test("of many rows and long rows the ends are shown", async () => {
  const all = String(await text(ragged(new Array(1000).fill(30)))).split("\n");
  expect(all).toHaveLength(15);
  expect(all[1]).toBe("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, … 18 more values]");
  expect(all[11]).toBe("… 987 more rows");
});

test("a disposed one and an empty one say so", async () => {
  const gone = ragged([1]);
  gone.dispose();
  expect(await text(gone)).toBe("RaggedTensor int32 [1, null] disposed");
  expect(await text(ragged([]))).toBe("RaggedTensor int32 [0, null] empty");
});
