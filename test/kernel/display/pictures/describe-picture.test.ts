import { decode } from "fast-png";
import { expect, test } from "vitest";
import { describePicture } from "../../../../kernel/display/pictures/describe-picture.js";
import { splitImages } from "../../../../kernel/display/pictures/image-source.js";

// a small linear generator: noise is the worst that a PNG can hold
function noise(length: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  });
}

test("large images are averaged down to the width of a notebook", () => {
  const data = new Float32Array(2000 * 1000).map((_, i) => (i % 2000) % 2);
  const { tiles, caption } = describePicture(splitImages(data, [1000, 2000]), { integer: false });
  const [tile] = tiles;
  expect(tile?.width).toBeLessThanOrEqual(966);
  expect(caption).toContain("reduced to 1/3");
});

test("averaging two by two pixels gives their mean", () => {
  const data = Float32Array.of(0, 1, 1, 1, 0, 1, 1, 1);
  const { tiles } = describePicture(splitImages(data, [2, 4]), { integer: false, scale: 0.5 });
  expect([...decode(tiles[0]?.png as Uint8Array).data]).toEqual([128, 255]);
});

test("a batch of noise stays below the limit of an output", () => {
  const shape = [64, 64, 64, 3];
  const { tiles } = describePicture(splitImages(noise(64 ** 3 * 3), shape), { integer: false });
  expect(tiles[0]?.png.length).toBeLessThanOrEqual(700_000);
  expect(tiles[0]?.width).toBeLessThanOrEqual(966);
});

test("a fourth channel is opacity", () => {
  const data = Float32Array.of(1, 0, 0, 0.5);
  const { tiles } = describePicture(splitImages(data, [1, 1, 4]), { integer: false, scale: 1 });
  expect([...decode(tiles[0]?.png as Uint8Array).data]).toEqual([255, 0, 0, 128]);
});
