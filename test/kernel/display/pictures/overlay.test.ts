import * as tf from "@tensorflow/tfjs";
import { decode } from "fast-png";
import { beforeAll, expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";
import { show } from "../../../../kernel/display/show.js";

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend("cpu");
});

async function pixels(value: unknown) {
  const { data } = await renderValue(value);
  const [, code = ""] = /base64,([^"]+)"/.exec(String(data["text/html"])) ?? [];
  const { data: bytes, width, channels } = decode(Buffer.from(code, "base64"));
  return (x: number, y: number) => [
    ...bytes.subarray((y * width + x) * channels, (y * width + x) * channels + 3),
  ];
}

test("pixels of a class are tinted, those of class 0 are left as they are", async () => {
  const at = await pixels(
    show({ images: [[0, 0]], segmentationMasks: [[0, 1]] }, { scale: 1, range: [0, 1] }),
  );
  expect(at(0, 0)).toEqual([0, 0, 0]);
  expect(at(1, 0)).toEqual([128, 88, 0]);
});

test("a box is framed at its edges, in the format that is said", async () => {
  const images = tf.zeros([1, 4, 4, 1]);
  const boundingBoxes = { boxes: [[[0.25, 0.25, 0.5, 0.5]]], labels: [[0]] };
  const at = await pixels(
    show({ images, boundingBoxes, boundingBoxFormat: "rel_xywh" }, { scale: 1, range: [0, 1] }),
  );
  const framed = [1, 2].flatMap((y) => [1, 2].map((x) => at(x, y)));
  expect(framed).toEqual(Array(4).fill([255, 176, 0]));
  expect(at(0, 0)).toEqual([0, 0, 0]);
  expect(at(3, 3)).toEqual([0, 0, 0]);
});

test("labels choose colours, and boxes labelled -1 are not there", async () => {
  const boundingBoxes = {
    boxes: tf.tensor3d([
      [
        [0, 0, 1, 1],
        [2, 2, 3, 3],
      ],
    ]),
    labels: [[1, -1]],
  };
  const at = await pixels(
    show({ images: tf.zeros([1, 4, 4, 3]), boundingBoxes }, { scale: 1, range: [0, 1] }),
  );
  expect(at(0, 0)).toEqual([0, 190, 255]);
  expect(at(2, 2)).toEqual([0, 0, 0]);
});

test("boxes outside of the image or without numbers are cut or left out", async () => {
  const boundingBoxes = {
    boxes: [
      [-9, -9, 99, 99],
      [Number.NaN, 0, 1, 1],
    ],
    labels: [0, 0],
  };
  const at = await pixels(
    show({ images: tf.zeros([3, 3, 1]), boundingBoxes }, { scale: 1, range: [0, 1] }),
  );
  expect([at(0, 0), at(1, 1), at(2, 2)]).toEqual([
    [255, 176, 0],
    [0, 0, 0],
    [255, 176, 0],
  ]);
});

test("a mask of another size is refused with both sizes", async () => {
  const picture = show({ images: tf.zeros([2, 2, 1]), segmentationMasks: tf.zeros([3, 2]) });
  await expect(Reflect.get(picture, Symbol.for("Jupyter.display"))()).rejects.toThrow(
    "show: a mask must have one value for each pixel of its image, 2×2. Received: 3×2×1",
  );
});
