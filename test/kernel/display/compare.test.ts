import * as tf from "@tensorflow/tfjs";
import { decode } from "fast-png";
import { beforeAll, expect, test } from "vitest";
import { compare } from "../../../kernel/display/compare.js";
import { renderValue } from "../../../kernel/display/render-value.js";

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend("cpu");
});

async function shown(...args: Parameters<typeof compare>) {
  const { data } = await renderValue(compare(...args));
  const html = String(data["text/html"]);
  const rows = html.split("<tr").slice(1);
  const pixels = [...html.matchAll(/base64,([^"]+)"/g)].map(([, code = ""]) => [
    ...decode(Buffer.from(code, "base64")).data,
  ]);
  return { text: String(data["text/plain"]), html, rows, pixels };
}

const images = (row: string | undefined) => (row?.match(/<img /g) ?? []).length;

test("a batch stands above what became of it, labels above both", async () => {
  const batch = tf.zeros([3, 4, 4, 3]);
  const { text, rows } = await shown(batch, batch, { labels: ["cat", "dog", "<b>"], scale: 1 });
  expect(text).toBe("before | after\ncat | dog | <b>\n6 images, 4×4 RGB; 0 → black, 1 → white");
  expect(rows.map(images)).toEqual([0, 3, 3]);
  expect(rows[0]).toContain("&lt;b&gt;");
});

test("what became darker looks darker", async () => {
  const { pixels } = await shown([[0, 200]], [[0, 100]], { scale: 1 });
  expect(pixels).toEqual([
    [0, 200],
    [0, 100],
  ]);
});

test("values of another scale have black and white of their own", async () => {
  const { pixels, text } = await shown([[0, 255]], [[0, 1]], { scale: 1 });
  expect(pixels).toEqual([
    [0, 255],
    [0, 255],
  ]);
  expect(text).toContain("before: 0 → black, 255 → white; after: 0 → black, 1 → white");
});

test("a record of variants of one image stands side by side, of a batch row by row", async () => {
  const one = await shown([[0, 1]], { flipped: [[1, 0]], same: [[0, 1]] });
  expect(one.rows.map(images)).toEqual([1, 2]);
  expect(one.text.split("\n").slice(0, 2)).toEqual(["before | after", "flipped | same"]);
  const two = tf.ones([2, 4, 4, 1]);
  const many = await shown(two, { a: two, b: two });
  expect(many.rows.map(images)).toEqual([2, 2, 2]);
  expect(many.text).toMatch(/^before \| a \| b\n/);
});

test("one image is compared with a list of draws", async () => {
  const image = tf.ones([4, 4, 1]);
  expect((await shown(image, [image, image, image])).rows.map(images)).toEqual([1, 3]);
});

test("the first columns are shown and the others counted", async () => {
  const batch = tf.ones([10, 4, 4, 1]);
  const { rows, text } = await shown(batch, batch, { cols: 2 });
  expect(rows.map(images)).toEqual([2, 2]);
  expect(text).toContain("the first 2 of 10 images");
  expect((await shown(batch, batch)).rows.map(images)).toEqual([8, 8]);
});

test("no more than 64 images are drawn", async () => {
  const batch = tf.ones([16, 4, 4, 1]);
  const variants = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`v${i}`, batch]));
  const { rows, text } = await shown(batch, variants, { cols: 16 });
  expect(rows.map(images)).toEqual([16, 16, 16, 16]);
  expect(text).toContain("the first 3 of 9 variants");
});

test("images may be disposed as soon as they were handed over", async () => {
  const image = tf.ones([4, 4, 1]);
  const view = compare(image, image);
  image.dispose();
  expect((await renderValue(view)).data["text/plain"]).toContain("2 images, 4×4 gray");
});

test.each([
  [
    "batches of other lengths",
    () => compare(tf.ones([2, 4, 4, 1]), tf.ones([3, 4, 4, 1])),
    'compare: "after" must hold as many images as "before", 2. Received: 3',
  ],
  ["no variants", () => compare([[1]], {}), "compare: there must be a variant. Received: {}"],
  [
    "no images",
    () => compare([[1]], tf.ones([3])),
    /^compare: images must .* Received: shape \[3\]$/,
  ],
  [
    "no columns",
    () => compare([[1]], [[1]], { cols: 0 }),
    "compare: cols must be a positive number",
  ],
  ["a range upside down", () => compare([[1]], [[1]], { range: [1, 0] }), "Received: 1,0"],
])("%s are refused at once", (_, act, message) => {
  expect(act).toThrow(message);
});
