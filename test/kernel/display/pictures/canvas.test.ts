import { decode } from "fast-png";
import { expect, test } from "vitest";
import {
  type Canvas,
  createCanvas,
  drawImage,
} from "../../../../kernel/display/pictures/canvas.js";
import { splitImages } from "../../../../kernel/display/pictures/image-source.js";
import { pngFile } from "../../../../kernel/display/pictures/png-file.js";
import { mapping } from "../../../../kernel/display/pictures/value-mapping.js";

test.each([1, 2, 3, 4] as const)("a file of %d channels holds the pixels", (channels) => {
  const canvas: Canvas = createCanvas(5, 3, channels);
  canvas.pixels.forEach((_, i) => {
    canvas.pixels[i] = (i * 37) % 256;
  });
  const file = decode(pngFile(canvas));
  expect(file).toMatchObject({ width: 5, height: 3, channels, depth: 8 });
  expect([...file.data]).toEqual([...canvas.pixels]);
});

test("a pixel becomes a square in its place, the others stay", () => {
  const canvas = createCanvas(6, 5, 1);
  const [image] = splitImages([1, 0, 0, 1], [2, 2]);
  if (image !== undefined) {
    drawImage(canvas, image, mapping(0, 1), { left: 1, top: 1, shrink: 1, grow: 2 });
  }
  expect(
    Array.from({ length: 5 }, (_, row) => [...canvas.pixels.subarray(row * 6, row * 6 + 6)]),
  ).toEqual([
    [0, 0, 0, 0, 0, 0],
    [0, 255, 255, 0, 0, 0],
    [0, 255, 255, 0, 0, 0],
    [0, 0, 0, 255, 255, 0],
    [0, 0, 0, 255, 255, 0],
  ]);
});

test("the largest numbers are as far apart as black and white", () => {
  const canvas = createCanvas(3, 1, 1);
  const [image] = splitImages([-1.7e308, 0, 1.7e308], [1, 3]);
  if (image !== undefined) {
    const place = { left: 0, top: 0, shrink: 1, grow: 1 };
    drawImage(canvas, image, mapping(-1.7e308, 1.7e308), place);
  }
  expect([...canvas.pixels]).toEqual([0, 128, 255]);
});
