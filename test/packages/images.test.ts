import { afterAll, beforeAll, expect, test } from "vitest";
import { type Notebook, openNotebook } from "./notebook.js";

let notebook: Notebook;
beforeAll(async () => {
  notebook = await openNotebook();
  const { error } = await notebook.run(`
    import sharp from "sharp";
    import { PNG } from "pngjs";
    import { decode, encode } from "fast-png";
    import jpeg from "jpeg-js";
    const red = sharp({ create: { width: 8, height: 6, channels: 3, background: "#ff0000" } });
    const png = await red.png().toBuffer();`);
  expect(error).toBeUndefined();
});
afterAll(() => notebook.close());

test.each([
  ["an image of sharp", "red", "image 6×8 RGB, enlarged 24×"],
  [
    "an image of sharp after its operations",
    "red.clone().resize(16, 16)",
    "image 16×16 RGB, enlarged 12×",
  ],
  ["what pngjs decoded", "PNG.sync.read(png)", "image 6×8 RGBA, enlarged 24×"],
  ["what pngjs makes", "new PNG({ width: 8, height: 6 })", "image 6×8 RGBA, enlarged 24×"],
  ["what fast-png decoded", "decode(png)", "image 6×8 RGB, enlarged 24×"],
  [
    "what jpeg-js decoded",
    "jpeg.decode(await red.jpeg().toBuffer())",
    "image 6×8 RGBA, enlarged 24×",
  ],
])("%s is shown as a picture", async (_what, code, text) => {
  const data = await notebook.show(code);
  expect(Object.keys(data).sort()).toEqual(["text/html", "text/plain"]);
  expect(data["text/html"]).toContain('<img src="data:image/png;base64,');
  expect(data["text/plain"]).toBe(`${text}; 0 → black, 255 → white`);
});

test.each([
  ["of sharp", "png", "image/png"],
  ["of sharp as JPEG", "await red.jpeg().toBuffer()", "image/jpeg"],
  ["of sharp as WebP", "await red.webp().toBuffer()", "image/webp"],
  ["of sharp as GIF", "await red.gif().toBuffer()", "image/gif"],
  ["of pngjs", "PNG.sync.write(new PNG({ width: 4, height: 4 }))", "image/png"],
  ["of jpeg-js", "jpeg.encode(jpeg.decode(await red.jpeg().toBuffer()), 80)", "image/jpeg"],
])("a file %s is the picture in it", async (_what, code, mime) => {
  expect(Object.keys(await notebook.show(code)).sort()).toEqual([mime, "text/plain"].sort());
});

test("each becomes the same tensor", async () => {
  expect(
    await notebook.text(`
      const sources = [red, red.clone().greyscale(false), png, PNG.sync.read(png), decode(png)];
      const all = await Promise.all(sources.map((source) => loadImage(source, { channels: 3 })));
      all.map((image) => image.shape + " " + image.sum().arraySync()).join()`),
  ).toBe(
    `'${Array(5)
      .fill(`6,8,3 ${255 * 48}`)
      .join(",")}'`,
  );
});

test("a tensor goes through sharp and back", async () => {
  expect(
    await notebook.text(`
      const image = await loadImage(sharp(await toImage(tf.ones([4, 4, 3]))).resize(8, 8));
      image.shape + " " + image.mean().arraySync()`),
  ).toBe("'8,8,3 255'");
});

test("colours of a palette and samples of 16 bits come as they are", async () => {
  expect(
    await notebook.text(`
      const noise = { type: "gaussian" as const, mean: 128, sigma: 30 };
      const many = sharp({ create: { width: 40, height: 40, channels: 3, background: "red", noise } });
      const palette = await many.png({ palette: true }).toBuffer();
      const indexed = decode(palette);
      const [fromPixels, fromFile] = await Promise.all([loadImage(indexed), loadImage(palette)]);
      const deep = decode(encode({ width: 1, height: 1, channels: 1, depth: 16, data: Uint16Array.of(257 * 100) }));
      [
        indexed.palette!.length > 16,
        fromPixels.shape,
        fromPixels.notEqual(fromFile).sum().dataSync()[0],
        (await loadImage(deep)).dataSync(),
      ].join(" ")`),
  ).toBe("'true 40,40,3 0 100'");
});

test("sharp says what is wrong with its input, and is not waited for without one", async () => {
  expect(await notebook.text('sharp("nowhere.png")')).toBe(
    "Sharp image: Input file is missing: nowhere.png",
  );
  expect(await notebook.text("sharp()")).toBe("Sharp image, waiting for its input");
});
