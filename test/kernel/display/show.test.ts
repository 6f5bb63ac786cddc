import * as tf from "@tensorflow/tfjs";
import { decode } from "fast-png";
import { beforeAll, expect, test } from "vitest";
import { renderValue } from "../../../kernel/display/render-value.js";
import { type ShowOptions, show } from "../../../kernel/display/show.js";

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend("cpu");
});

async function shown(images: Parameters<typeof show>[0], options?: ShowOptions) {
  const { data } = await renderValue(show(images, options));
  const html = String(data["text/html"]);
  const pngs = [...html.matchAll(/base64,([^"]+)"/g)].map(([, code = ""]) =>
    decode(Buffer.from(code, "base64")),
  );
  return { text: String(data["text/plain"]), html, pngs };
}

test("an image is enlarged without smoothing", async () => {
  const { pngs, text } = await shown([[0, 1]], { scale: 2 });
  expect(text).toBe("image 1×2 gray, enlarged 2×; 0 → black, 1 → white");
  expect(pngs[0]).toMatchObject({ width: 4, height: 2, channels: 1 });
  expect([...(pngs[0]?.data ?? [])]).toEqual([0, 0, 255, 255, 0, 0, 255, 255]);
});

test("a batch is one picture with three transparent pixels between images", async () => {
  const batch = tf.ones([2, 2, 2, 1]);
  const { pngs } = await shown(batch, { scale: 1 });
  expect(pngs).toHaveLength(1);
  expect(pngs[0]).toMatchObject({ width: 7, height: 2, channels: 2 });
  expect([...(pngs[0]?.data.slice(0, 14) ?? [])]).toEqual([
    255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255,
  ]);
});

test("a record puts its keys under the images", async () => {
  const { html, pngs, text } = await shown({ "<before>": [[0, 1]], after: [[1, 0]] });
  expect(pngs).toHaveLength(2);
  expect(html).toContain("<small>&lt;before&gt;</small>");
  expect(text.split("\n")[0]).toBe("<before> | after");
});

test("labels stand under a batch, cols breaks its rows", async () => {
  const { html, pngs } = await shown(tf.zeros([3, 4, 4, 1]), { labels: ["a", "b", 7], cols: 2 });
  expect(pngs).toHaveLength(3);
  expect(html).toContain("<small>7</small>");
  expect(html.match(/<tr[ >]/g)).toHaveLength(2);
});

test("range decides what is black and white, and what is clipped is counted", async () => {
  const { pngs, text } = await shown([[0, 10, 20, 30]], { range: [10, 20], scale: 1 });
  expect([...(pngs[0]?.data ?? [])]).toEqual([0, 0, 255, 255]);
  expect(text).toBe("image 1×4 gray; 10 → black, 20 → white; 2 values clipped");
});

test("NaN is magenta and counted", async () => {
  const { pngs, text } = await shown([[0, Number.NaN]], { scale: 1 });
  expect([...(pngs[0]?.data ?? [])]).toEqual([0, 0, 0, 255, 0, 255]);
  expect(text).toContain("1 NaN in magenta");
});

test("images of different sizes stand in cells of the largest", async () => {
  const { pngs, text } = await shown([tf.ones([2, 2, 3]), tf.ones([4, 3, 3])], { scale: 1 });
  expect(pngs[0]).toMatchObject({ width: 9, height: 4 });
  expect(text).toBe("2 images, RGB; 0 → black, 1 → white");
});

test("rank 3 without channels is a list of gray images", async () => {
  expect((await shown(tf.zeros([5, 6, 7]))).text).toContain("5 images, 6×7 gray");
});

test("more than 64 images show the first 64 and say so", async () => {
  expect((await shown(tf.zeros([100, 2, 2, 1]))).text).toContain("showing 64 of 100 images, 2×2");
});

test("show reads a tensor at once, so that it may be disposed afterwards", async () => {
  const image = tf.ones([8, 8, 3]);
  const view = show(image);
  image.dispose();
  expect((await renderValue(view)).data["text/plain"]).toContain("image 8×8 RGB");
});

test.each([
  ["a flat list", () => show([1, 2, 3] as never), /Received: a list of numbers$/],
  ["a rank 1 tensor", () => show(tf.zeros([3])), /Received: shape \[3\]$/],
  ["two channels", () => show(tf.zeros([2, 8, 8, 2])), /Received: shape \[2, 8, 8, 2\]$/],
  ["an empty batch", () => show(tf.zeros([0, 8, 8, 1])), /Received: shape \[0, 8, 8, 1\]$/],
  ["strings", () => show(tf.tensor2d([["a"]])), /Received: a tensor of string$/],
  ["a word", () => show("cat" as never), /Received: string$/],
  [
    "a scale of 0",
    () => show([[1]], { scale: 0 }),
    /scale must be a positive number. Received: 0$/,
  ],
  ["a range upside down", () => show([[1]], { range: [1, 0] }), /low < high. Received: 1,0$/],
])("%s is refused at once", (_, act, message) => {
  expect(act).toThrow(message);
});
