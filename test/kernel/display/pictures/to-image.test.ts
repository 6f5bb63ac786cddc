import * as tf from "@tensorflow/tfjs";
import { decode } from "fast-png";
import { beforeAll, expect, test } from "vitest";
import { toImage } from "../../../../kernel/display/pictures/to-image.js";

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend("cpu");
});

test("an image becomes a PNG of the same size, values spread over its range", async () => {
  const png = decode(await toImage([[0, 0.5, 1]]));
  expect(png).toMatchObject({ width: 3, height: 1, channels: 1 });
  expect([...png.data]).toEqual([0, 128, 255]);
  expect([...decode(await toImage([[0, 5, 20]], { range: [0, 10] })).data]).toEqual([0, 128, 255]);
});

test("colours, alpha and NaN are kept", async () => {
  const colours = decode(await toImage(tf.tensor3d([[[255, 0, 7, 9]]], [1, 1, 4], "int32")));
  expect([...colours.data]).toEqual([255, 0, 7, 9]);
  expect([...decode(await toImage([[Number.NaN]])).data]).toEqual([255, 0, 255]);
});

test("several images are refused", async () => {
  await expect(toImage(tf.zeros([2, 4, 4, 1]))).rejects.toThrow(
    "toImage: expected one image. Received: 2",
  );
});
