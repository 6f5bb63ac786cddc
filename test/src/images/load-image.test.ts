import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { crc32, deflateSync } from "node:zlib";
import { encode } from "fast-png";
import jpeg from "jpeg-js";
import { expect, test } from "vitest";
import { loadImage } from "../../../src/index.js";

const RGB = encode({
  width: 2,
  height: 1,
  channels: 3,
  depth: 8,
  data: Uint8Array.of(255, 0, 0, 0, 0, 255),
});

/** A PNG of gray samples of few bits, or of indices into a palette. */
function rawPng(
  depth: number,
  colourType: number,
  row: readonly number[],
  width: number,
  palette: readonly number[] = [],
) {
  const chunk = (type: string, body: Uint8Array) => {
    const typed = Buffer.concat([Buffer.from(type), body]);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(body.length);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc32(typed));
    return Buffer.concat([size, typed, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(1, 4);
  header.set([depth, colourType, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    ...(palette.length > 0 ? [chunk("PLTE", Uint8Array.from(palette))] : []),
    chunk("IDAT", deflateSync(Uint8Array.from([0, ...row]))),
    chunk("IEND", new Uint8Array()),
  ]);
}

async function valuesOf(...args: Parameters<typeof loadImage>) {
  const image = await loadImage(...args);
  return { shape: image.shape, dtype: image.dtype, values: [...(await image.data())] };
}

test("a PNG is a float32 tensor of 0 to 255 with the channels that it has", async () => {
  expect(await valuesOf(RGB)).toEqual({
    shape: [1, 2, 3],
    dtype: "float32",
    values: [255, 0, 0, 0, 0, 255],
  });
});

test("channels can be chosen: gray by luma, colours from gray, alpha added", async () => {
  expect((await valuesOf(RGB, { channels: 1 })).values).toEqual([76, 29]);
  expect((await valuesOf(RGB, { channels: 4 })).values).toEqual([255, 0, 0, 255, 0, 0, 255, 255]);
  const gray = encode({ width: 1, height: 1, channels: 2, depth: 8, data: Uint8Array.of(9, 7) });
  expect((await valuesOf(gray)).values).toEqual([9, 9, 9, 7]);
  expect((await valuesOf(gray, { channels: 3 })).values).toEqual([9, 9, 9]);
});

test("samples of 16, 4 and 1 bits and palettes are brought to 0 to 255", async () => {
  const deep = encode({
    width: 2,
    height: 1,
    channels: 1,
    depth: 16,
    data: Uint16Array.of(0, 65535),
  });
  expect((await valuesOf(deep)).values).toEqual([0, 255]);
  expect((await valuesOf(rawPng(4, 0, [0x0f, 0x50], 3))).values).toEqual([0, 255, 85]);
  expect((await valuesOf(rawPng(1, 0, [0b10100000], 3))).values).toEqual([255, 0, 255]);
  expect((await valuesOf(rawPng(8, 3, [1, 0], 2, [1, 2, 3, 4, 5, 6]))).values).toEqual([
    4, 5, 6, 1, 2, 3,
  ]);
});

test("a JPEG is decoded to RGB", async () => {
  const data = Buffer.from(Array.from({ length: 64 }, () => [200, 100, 50, 255]).flat());
  const file = jpeg.encode({ width: 8, height: 8, data }, 95).data;
  const { shape, values } = await valuesOf(file);
  expect(shape).toEqual([8, 8, 3]);
  for (const [i, wanted] of [200, 100, 50].entries()) {
    expect(Math.abs((values[i] as number) - wanted)).toBeLessThanOrEqual(3);
  }
});

test("paths, file and data addresses and a server do as well as bytes", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "preplab-image-")), "a b.png");
  writeFileSync(path, RGB);
  const server = createServer((request, response) => {
    if (request.url !== "/image.png") response.statusCode = 404;
    response.end(request.url === "/image.png" ? RGB : "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const data = `data:image/png;base64,${Buffer.from(RGB).toString("base64")}`;
  try {
    for (const source of [path, pathToFileURL(path), data, new URL(`${base}/image.png`)]) {
      expect((await valuesOf(source)).shape).toEqual([1, 2, 3]);
    }
    await expect(loadImage(`${base}/none.png`)).rejects.toThrow("answered 404 Not Found");
  } finally {
    server.close();
  }
});

test("what is no image is refused with how it begins", async () => {
  await expect(loadImage(Uint8Array.of(1, 2, 255))).rejects.toThrow(
    "loadImage: expected a PNG or JPEG file. Received: bytes that begin with 01 02 ff",
  );
  await expect(loadImage(new Uint8Array())).rejects.toThrow("Received: no bytes");
  await expect(loadImage(7 as unknown as string)).rejects.toThrow("Received: 7");
  await expect(loadImage(RGB, { channels: 2 as 1 })).rejects.toThrow(
    "channels must be 1, 3 or 4. Received: 2",
  );
});
