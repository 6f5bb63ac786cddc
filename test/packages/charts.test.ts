import { afterAll, beforeAll, expect, test } from "vitest";
import { type Notebook, openNotebook } from "./notebook.js";

let notebook: Notebook;
beforeAll(async () => {
  notebook = await openNotebook();
});
afterAll(() => notebook.close());

/** the svg inside of the image that html shows */
function drawing(html: unknown): string {
  const base64 = /src="data:image\/svg\+xml;base64,([^"]+)"/.exec(String(html))?.[1] ?? "";
  return Buffer.from(base64, "base64").toString();
}

test("specifications of Vega-Lite and Vega are left to the front end", async () => {
  const lite = await notebook.show(`
    import * as vega from "vega";
    import * as vegaLite from "vega-lite";
    const spec: vegaLite.TopLevelSpec = {
      $schema: "https://vega.github.io/schema/vega-lite/v6.json",
      data: { values: [{ a: 1, b: 2 }] },
      mark: "bar",
      encoding: { x: { field: "a" }, y: { field: "b", type: "quantitative" } },
    };
    spec`);
  expect(Object.keys(lite).sort()).toEqual(["application/vnd.vegalite.v5+json", "text/plain"]);
  expect(lite["text/plain"]).toBe("Vega-Lite chart of bar marks");
  const compiled = await notebook.show("vegaLite.compile(spec).spec");
  expect(Object.keys(compiled).sort()).toEqual(["application/vnd.vega.v5+json", "text/plain"]);
});

test("rows of Arrow in a specification become records", async () => {
  const data = await notebook.show(`
    import { tableFromArrays } from "apache-arrow";
    const rows = tableFromArrays({ a: BigInt64Array.of(1n, 2n), b: [3, 4] }).toArray();
    ({ ...spec, data: { values: rows } })`);
  expect(data["application/vnd.vegalite.v5+json"]).toMatchObject({
    data: {
      values: [
        { a: 1, b: 3 },
        { a: 2, b: 4 },
      ],
    },
  });
});

test("a view of Vega draws itself, as SVG and on a canvas", async () => {
  const shown = await notebook.show(`
    const view = new vega.View(vega.parse(vegaLite.compile(spec).spec), { renderer: "none" });
    view`);
  expect(shown["text/plain"]).toBe("Vega chart");
  expect(drawing(shown["text/html"])).toContain("<path");
  expect(await notebook.text("await view.toCanvas()")).toMatch(/^PNG image \d+×\d+ /);
  const tagged = await notebook.show(`const drawn = await view.toSVG(); svg\`\${drawn}\``);
  expect(drawing(tagged["text/html"])).toBe(drawing(shown["text/html"]));
});

test("vega-lite-api makes specifications", async () => {
  const data = await notebook.show(`
    import * as vl from "vega-lite-api";
    vl.markBar().data([{ a: 1, b: 2 }]).encode(vl.x().fieldQ("a"), vl.y().fieldQ("b"))`);
  expect(Object.keys(data).sort()).toEqual(["application/vnd.vegalite.v5+json", "text/plain"]);
  expect(data["text/plain"]).toBe("Vega-Lite chart of bar marks");
});

test("a figure of Plotly is data with a layout", async () => {
  const data = await notebook.show(
    '({ data: [{ x: [1, 2], y: [3, 4], type: "bar" }], layout: { title: { text: "T" } } })',
  );
  expect(Object.keys(data).sort()).toEqual(["application/vnd.plotly.v1+json", "text/plain"]);
  expect(data["text/plain"]).toBe("Plotly figure of 1 trace (bar)");
});

test("ECharts draws as SVG, and on a canvas", async () => {
  const shown = await notebook.show(`
    import * as echarts from "echarts";
    import { createCanvas } from "@napi-rs/canvas";
    const option = {
      animation: false,
      xAxis: { data: ["a", "b"] },
      yAxis: {},
      series: [{ type: "bar" as const, data: [1, 2] }],
    };
    const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: 300, height: 200 });
    chart.setOption(option);
    chart`);
  expect(shown["text/plain"]).toBe("ECharts chart");
  expect(drawing(shown["text/html"])).toContain("<path");
  const tagged = await notebook.show(`svg\`\${chart.renderToSVGString()}\``);
  expect(drawing(tagged["text/html"])).toContain("<path");
  // the types of ECharts ask for an element of a browser
  const onCanvas = `
    const canvas = createCanvas(300, 200);
    const other = echarts.init(canvas as never);
    other.setOption(option);`;
  expect(await notebook.text(`${onCanvas} canvas`)).toMatch(/^PNG image 200×300 /);
  expect(await notebook.text("other")).toMatch(/^PNG image 200×300 /);
});

test("Observable Plot draws into a document of linkedom", async () => {
  const shown = await notebook.show(`
    import * as Plot from "@observablehq/plot";
    import { parseHTML } from "linkedom";
    const { document } = parseHTML("<!doctype html><body></body>");
    Plot.plot({ document, marks: [Plot.lineY([1, 3, 2])] })`);
  expect(Object.keys(shown).sort()).toEqual(["text/html", "text/plain"]);
  expect(shown["text/plain"]).toBe("SVG picture");
  expect(drawing(shown["text/html"])).toContain('xmlns="http://www.w3.org/2000/svg"');
  const figure = await notebook.show(`
    Plot.plot({ document, color: { legend: true }, marks: [Plot.dot([[1, 2], [3, 4]], { fill: "0" })] })`);
  expect(figure["text/html"]).toMatch(/^<figure.*<img src="data:image.*<img src="data:image/s);
  expect(figure["text/html"]).not.toContain("<svg");
  expect(figure["text/plain"]).toBe("2 SVG pictures");
});

test("Plot reads the frames of others", async () => {
  const shown = await notebook.show(`
    import * as aq from "arquero";
    const frame = aq.table({ x: [1, 2], y: [3, 4] });
    Plot.plot({ document, marks: [Plot.dot(frame, { x: "x", y: "y" })] })`);
  expect(drawing(shown["text/html"]).match(/<circle/g)).toHaveLength(2);
});

test("elements of jsdom and linkedom are their html", async () => {
  const data = await notebook.show(`
    import { JSDOM } from "jsdom";
    new JSDOM("<p>Hello <b>you</b></p>").window.document.querySelector("p")`);
  expect(data).toEqual({ "text/html": "<p>Hello <b>you</b></p>", "text/plain": "Hello you" });
  expect(
    await notebook.show('parseHTML("<p>Hello <b>you</b></p>").document.querySelector("p")'),
  ).toEqual(data);
});

test("matrices of mathjs and ndarray become tensors", async () => {
  expect(
    await notebook.text(`
      import * as math from "mathjs";
      import ndarray from "ndarray";
      const matrix = math.matrix([[1, 2], [3, 4]]);
      const view = ndarray(new Float32Array([1, 2, 3, 4]), [2, 2]);
      [tf.tensor(matrix.toArray() as number[][]), tf.tensor(view.data, view.shape)]
        .map((tensor) => tensor.shape + " " + tensor.sum().arraySync()).join()`),
  ).toBe("'2,2 10,2,2 10'");
});
