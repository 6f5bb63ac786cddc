import { expect, test } from "vitest";
import { tf } from "../../../src/index.js";

/** A canvas whose pixels are a field of it. */
class PlainCanvas {
  width = 0;
  height = 0;
  pixels: Uint8ClampedArray = new Uint8ClampedArray();
  getContext() {
    return {
      createImageData: (width: number, height: number) => ({
        data: new Uint8ClampedArray(4 * width * height),
      }),
      putImageData: ({ data }: { data: Uint8ClampedArray }) => {
        this.pixels = data;
      },
    };
  }
}

test("tensors and nested arrays are drawn on a canvas", async () => {
  const canvas = new PlainCanvas();
  const bytes = await tf.browser.toPixels(
    tf.tensor3d([
      [
        [1, 0, 0],
        [0, 0, 1],
      ],
    ]),
    canvas as never,
  );
  expect([canvas.height, canvas.width]).toEqual([1, 2]);
  expect([...canvas.pixels]).toEqual([255, 0, 0, 255, 0, 0, 255, 255]);
  expect(bytes).toEqual(canvas.pixels);
  await tf.browser.toPixels([[0], [255]], canvas as never);
  expect([canvas.height, canvas.width]).toEqual([2, 1]);
  expect([...canvas.pixels]).toEqual([0, 0, 0, 255, 255, 255, 255, 255]);
});

test("pixels in clamped bytes become a tensor", async () => {
  const pixels = { width: 1, height: 1, data: Uint8ClampedArray.of(9, 9, 1, 2, 3, 4).subarray(2) };
  expect(tf.browser.fromPixels(pixels as never).arraySync()).toEqual([[[1, 2, 3]]]);
  expect((await tf.browser.fromPixelsAsync(pixels as never, 4)).arraySync()).toEqual([
    [[1, 2, 3, 4]],
  ]);
});

test("other mistakes stay those of tfjs", async () => {
  expect(() => tf.browser.fromPixels(null as never)).toThrow("can not be null");
  await expect(tf.browser.toPixels(tf.zeros([1]) as never, {} as never)).rejects.toThrow();
});
