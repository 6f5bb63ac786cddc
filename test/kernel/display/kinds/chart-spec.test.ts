import { expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";

const VEGA_LITE = {
  $schema: "https://vega.github.io/schema/vega-lite/v6.json",
  mark: "bar",
  data: { values: [{ a: 1 }] },
};

test("a Vega-Lite specification is left to the front end, as the newest version that it draws", async () => {
  expect((await renderValue(VEGA_LITE)).data).toEqual({
    "application/vnd.vegalite.v5+json": VEGA_LITE,
    "text/plain": "Vega-Lite chart of bar marks",
  });
});

test("what makes a specification is asked for it", async () => {
  const { data } = await renderValue({ toSpec: () => ({ ...VEGA_LITE, title: "Sizes" }) });
  expect(data["text/plain"]).toBe("Vega-Lite chart: Sizes");
});

test("a Plotly figure says how many traces it has", async () => {
  const figure = { data: [{ x: [1], type: "bar" }, { y: [2] }], layout: {} };
  expect((await renderValue(figure)).data).toEqual({
    "application/vnd.plotly.v1+json": figure,
    "text/plain": "Plotly figure of 2 traces (bar, scatter)",
  });
});

test("a record that merely has a schema or data is not a chart", async () => {
  expect(Object.keys((await renderValue({ $schema: "x", data: [1] })).data)).toEqual([
    "text/plain",
  ]);
});

test("a chart with more data than an output may hold is text", async () => {
  const huge = {
    ...VEGA_LITE,
    data: { values: Array.from({ length: 200_000 }, (_, a) => ({ a })) },
  };
  const { data } = await renderValue(huge);
  expect(Object.keys(data)).toEqual(["text/plain"]);
  expect(data["text/plain"]).toMatch(/MiB of data for it not shown: outputs are limited to 1 MiB$/);
});
