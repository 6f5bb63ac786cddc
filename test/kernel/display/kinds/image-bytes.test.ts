import { encode } from "fast-png";
import { expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";

test("PNG bytes are shown as the picture, with its size", async () => {
  const png = encode({ width: 3, height: 2, channels: 1, data: new Uint8Array(6) });
  const { data, metadata } = await renderValue(png);
  expect(data["image/png"]).toBe(Buffer.from(png).toString("base64"));
  expect(data["text/plain"]).toBe(`PNG image 2×3 (${png.length} B)`);
  expect(metadata).toEqual({ "image/png": { width: 3, height: 2 } });
});

test("JPEG bytes are shown as the picture", async () => {
  const { data } = await renderValue(new Uint8Array([0xff, 0xd8, 0xff, 0xe0]));
  expect(data["image/jpeg"]).toBe("/9j/4A==");
  expect(data["text/plain"]).toBe("JPEG image (4 B)");
});

test("a picture above the limit of an output is only named", async () => {
  const jpeg = new Uint8Array(2_000_000);
  jpeg.set([0xff, 0xd8, 0xff]);
  const { data } = await renderValue(jpeg);
  expect(data).toEqual({
    "text/plain":
      "JPEG image (1.9 MiB)\n1.9 MiB of image/jpeg not shown: outputs are limited to 1 MiB",
  });
});
