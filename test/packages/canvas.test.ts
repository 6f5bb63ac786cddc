import { decode } from "fast-png";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Notebook, openNotebook } from "./notebook.js";

let notebook: Notebook;
beforeAll(async () => {
  notebook = await openNotebook();
});
afterAll(() => notebook.close());

/** the colour of one pixel of a PNG in base64 */
function pixel(png: unknown, x: number, y: number): number[] {
  const { width, channels, data } = decode(Buffer.from(String(png), "base64"));
  const at = (y * width + x) * channels;
  return Array.from(data.slice(at, at + channels));
}

const DRAWN = `
const canvas = createCanvas(40, 30);
const context = canvas.getContext("2d");
context.fillStyle = "#ff0000";
context.fillRect(0, 0, 20, 30);
canvas`;

describe.each(["canvas", "@napi-rs/canvas"])("%s", (name) => {
  test("a canvas is shown as it is drawn", async () => {
    const data = await notebook.show(
      `import { createCanvas, loadImage as loadPicture } from "${name}";${DRAWN}`,
    );
    expect(Object.keys(data).sort()).toEqual(["image/png", "text/plain"]);
    expect(data["text/plain"]).toMatch(/^PNG image 30×40 \(\d+ B\)$/);
    expect(pixel(data["image/png"], 19, 29)).toEqual([255, 0, 0, 255]);
    expect(pixel(data["image/png"], 20, 29)).toEqual([0, 0, 0, 0]);
  });

  test("its pixels are shown as a picture", async () => {
    const data = await notebook.show("context.getImageData(0, 0, 40, 30)");
    expect(Object.keys(data).sort()).toEqual(["text/html", "text/plain"]);
    expect(data["text/html"]).toContain('<img src="data:image/png;base64,');
    expect(data["text/plain"]).toBe("image 30×40 RGBA, enlarged 4×; 0 → black, 255 → white");
  });

  test("becomes a tensor: canvas, pixels, and the file of either", async () => {
    expect(
      await notebook.text(`
        const tensors = [
          tf.browser.fromPixels(canvas),
          tf.browser.fromPixels(context.getImageData(0, 0, 40, 30)),
          await loadImage(canvas, { channels: 3 }),
          await loadImage(context.getImageData(0, 0, 40, 30), { channels: 3 }),
          await loadImage(canvas.toBuffer("image/png"), { channels: 3 }),
          await loadImage(await toImage(canvas), { channels: 3 }),
        ];
        tensors.map((tensor) => tensor.shape + " " + tensor.sum().arraySync()).join()`),
    ).toBe(
      `'${Array(6)
        .fill(`30,40,3 ${255 * 20 * 30}`)
        .join(",")}'`,
    );
  });

  test("a tensor is drawn on it", async () => {
    // the types of tfjs ask for an element of a browser
    const { error, data } = await notebook.run(`
      const image = tf.tensor3d([[[0, 0, 1], [0, 1, 0]]]);
      await tf.browser.toPixels(image, canvas as never);
      canvas`);
    expect(error).toBeUndefined();
    expect(data["text/plain"]).toMatch(/^PNG image 1×2 /);
    expect(pixel(data["image/png"], 0, 0)).toEqual([0, 0, 255, 255]);
    expect(pixel(data["image/png"], 1, 0)).toEqual([0, 255, 0, 255]);
  });

  test("a tensor as a file is drawn on it, larger", async () => {
    const data = await notebook.show(`
      const large = createCanvas(20, 10);
      const brush = large.getContext("2d");
      brush.imageSmoothingEnabled = false;
      brush.drawImage(await loadPicture(Buffer.from(await toImage(image))), 0, 0, 20, 10);
      large`);
    expect(pixel(data["image/png"], 3, 5)).toEqual([0, 0, 255, 255]);
    expect(pixel(data["image/png"], 16, 5)).toEqual([0, 255, 0, 255]);
  });

  test("stands beside tensors in show", async () => {
    const data = await notebook.show(
      "show({ drawn: large, pixels: brush.getImageData(0, 0, 4, 4), tensor: image })",
    );
    expect(data["text/plain"]).toMatch(/^drawn \| pixels \| tensor\n3 images, RGBA, enlarged /);
  });

  test("a canvas too large for an output is shown smaller", async () => {
    const data = await notebook.show(`
      const noise = createCanvas(1200, 900);
      const dots = noise.getContext("2d").createImageData(1200, 900);
      for (let i = 0, state = 1; i < dots.data.length; i++) {
        state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
        dots.data[i] = i % 4 === 3 ? 255 : (state >> 16) & 255;
      }
      noise.getContext("2d").putImageData(dots, 0, 0);
      noise`);
    expect(data["text/plain"]).toMatch(/^image 900×1200 RGBA, reduced to 1\/\d+;/);
    expect(String(data["text/html"]).length).toBeLessThan(2 ** 20);
  });

  test("a canvas without pixels is text", async () => {
    const { error, data } = await notebook.run("createCanvas(0, 0)");
    expect(error).toBeUndefined();
    expect(data["text/plain"]).toBeTypeOf("string");
  });
});

test("a picture that @napi-rs/canvas loaded from bytes is shown", async () => {
  const data = await notebook.show(
    'import * as skia from "@napi-rs/canvas"; await skia.loadImage(Buffer.from(await toImage(image)))',
  );
  expect(pixel(data["image/png"], 0, 0)).toEqual([0, 0, 255]);
});
