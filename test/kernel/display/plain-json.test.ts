import { expect, test } from "vitest";
import { plainJson } from "../../../kernel/display/plain-json.js";
import { renderValue } from "../../../kernel/display/render-value.js";

test("integers that JSON has no room for become numbers, too long ones text", () => {
  expect(plainJson({ a: 1n, b: [2n ** 64n] })).toEqual({ a: 1, b: ["18446744073709551616"] });
});

test("rows say themselves what they are, functions are left out", () => {
  const row = { toJSON: () => ({ id: 7n }) };
  expect(plainJson({ row, at: new Date(0), make: () => 1, list: [() => 1] })).toEqual({
    row: { id: 7 },
    at: "1970-01-01T00:00:00.000Z",
    list: [null],
  });
  expect(plainJson(() => 1)).toBeNull();
});

const showing = (data: unknown) => ({
  [Symbol.for("Jupyter.display")]: () => ({ "application/json": data }),
});

test("what a value shows of itself can always be sent", async () => {
  const { data } = await renderValue(showing({ rows: [1n] }));
  expect(data["application/json"]).toEqual({ rows: [1] });
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  expect(Object.keys((await renderValue(showing(circle))).data)).toEqual(["text/plain"]);
});

test("a chart of functions and long integers is what JSON holds of it", async () => {
  const figure = { data: [{ x: [1n], hook: () => 1 }], layout: {} };
  const { data } = await renderValue(figure);
  expect(data["application/vnd.plotly.v1+json"]).toEqual({ data: [{ x: [1] }], layout: {} });
});
