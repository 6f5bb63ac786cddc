import { expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>';
const image = `<img src="data:image/svg+xml;base64,${Buffer.from(SVG).toString("base64")}"`;

test("a view of Vega is asked for its drawing", async () => {
  const { data } = await renderValue({ toSVG: async () => SVG, toCanvas() {}, toImageURL() {} });
  expect(data["text/html"]).toContain(image);
  expect(data["text/plain"]).toBe("Vega chart");
});

test("a chart of ECharts is drawn where it can be", async () => {
  const chart = { setOption() {}, renderToSVGString: () => SVG, getDom: () => null };
  const { data } = await renderValue({ ...chart, _ssr: true });
  expect(data["text/html"]).toContain(image);
  expect((await renderValue(chart)).data).toEqual({ "text/plain": "ECharts chart" });
  const canvas = {
    width: 1,
    height: 1,
    getContext: () => ({}),
    toBuffer: () => Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  };
  const drawn = await renderValue({ ...chart, getDom: () => canvas });
  expect(drawn.data["text/plain"]).toBe("PNG image, cut short (8 B)");
});

test("a view that fails to draw is text", async () => {
  const view = { toSVG: () => Promise.reject(new Error("no")), toCanvas() {}, toImageURL() {} };
  expect(Object.keys((await renderValue(view)).data)).toEqual(["text/plain"]);
});
