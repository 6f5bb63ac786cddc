import { decode, encode } from "fast-png";
import jpeg from "jpeg-js";
import { expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";

const pixels = { width: 2, height: 1, data: Uint8Array.of(255, 0, 0, 255, 0, 0, 255, 255) };

async function shown(value: unknown) {
  const { data } = await renderValue(value);
  const base64 = /base64,([^"]+)"/.exec(String(data["text/html"]))?.[1];
  return {
    text: data["text/plain"],
    image: base64 === undefined ? undefined : decode(Buffer.from(base64, "base64")),
  };
}

test("decoded pixels are a picture of their own colours", async () => {
  const { text, image } = await shown(pixels);
  expect(text).toBe("image 1×2 RGBA, enlarged 96×; 0 → black, 255 → white");
  expect([image?.width, image?.height]).toEqual([192, 96]);
  expect([...(image?.data.subarray(0, 4) ?? [])]).toEqual([255, 0, 0, 255]);
  expect([...(image?.data.subarray(-4) ?? [])]).toEqual([0, 0, 255, 255]);
});

test("dark pixels stay dark, gray ones keep their alpha", async () => {
  const { image } = await shown({ width: 1, height: 1, data: Uint8Array.of(1, 128) });
  expect([...(image?.data.subarray(0, 4) ?? [])]).toEqual([1, 1, 1, 128]);
});

test("samples of 16 bits are brought to 8", async () => {
  const deep = {
    width: 1,
    height: 1,
    channels: 1,
    depth: 16,
    data: Uint16Array.of(65535),
  } as const;
  const { text, image } = await shown(decode(encode(deep)));
  expect(text).toContain("image 1×1 gray");
  expect(image?.data[0]).toBe(255);
});

test("a file with its size is the picture in it", async () => {
  const { data } = await renderValue(
    jpeg.encode({ ...pixels, data: Buffer.from(pixels.data) }, 90),
  );
  expect(Object.keys(data).sort()).toEqual(["image/jpeg", "text/plain"]);
});

test.each([
  ["too few bytes", { width: 2, height: 2, data: new Uint8Array(3) }],
  ["too many bytes", { width: 1, height: 1, data: new Uint8Array(5) }],
  ["no pixels", { width: 0, height: 0, data: new Uint8Array(0) }],
  ["broken lengths", { width: 0.5, height: 2, data: new Uint8Array(1) }],
  ["other numbers", { width: 1, height: 1, data: new Float32Array(1) }],
  ["a list", { width: 1, height: 1, data: [1] }],
])("%s are no picture", async (_what, value) => {
  expect((await shown(value)).image).toBeUndefined();
});
