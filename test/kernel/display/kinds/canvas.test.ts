import { expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
  "base64",
);
const canvas = { width: 1, height: 1, getContext: () => ({}) };

test("a canvas that makes buffers is a PNG", async () => {
  const { data } = await renderValue({ ...canvas, toBuffer: () => PNG });
  expect(data).toEqual({
    "image/png": PNG.toString("base64"),
    "text/plain": "PNG image 1×1 (70 B)",
  });
});

test("a canvas like a browser's is a PNG", async () => {
  const toDataURL = () => `data:image/png;base64,${PNG.toString("base64")}`;
  expect((await renderValue({ ...canvas, toDataURL })).data["image/png"]).toBe(
    PNG.toString("base64"),
  );
});

test("an element is its html, drawings in it as images", async () => {
  const { data } = await renderValue({ outerHTML: "<figure><svg><g/></svg><b>1</b></figure>" });
  expect(data["text/html"]).toMatch(
    /^<figure><img src="data:image\/svg\+xml;base64,.*<b>1<\/b><\/figure>$/,
  );
  expect(data["text/plain"]).toBe("1");
});

test("an element without a word is said by its tag or its drawings", async () => {
  const text = async (outerHTML: string) => (await renderValue({ outerHTML })).data["text/plain"];
  expect(await text('<div class="a"><br></div>')).toBe('<div class="a">');
  expect(await text("<p><svg><g/></svg></p>")).toBe("SVG picture");
  expect(await text("<p><svg><g/></svg><svg><g/></svg></p>")).toBe("2 SVG pictures");
});
