import { afterEach, expect, test } from "vitest";
import { setCustomMimer } from "../../../kernel/display/custom-mimer.js";
import { renderValue } from "../../../kernel/display/render-value.js";

afterEach(() => setCustomMimer(undefined));

async function shown(value: unknown): Promise<Record<string, unknown>> {
  const { "text/plain": text, ...rich } = (await renderValue(value)).data;
  expect(typeof text).toBe("string");
  return rich;
}

test.each([
  ["_toHtml", { _toHtml: () => "<b>" }, { "text/html": "<b>" }],
  ["_toSvg", { _toSvg: () => "<svg>" }, { "image/svg+xml": "<svg>" }],
  ["_toPng", { _toPng: () => "AQID" }, { "image/png": "AQID" }],
  ["_toJpeg of bytes", { _toJpeg: () => Uint8Array.of(1, 2, 3) }, { "image/jpeg": "AQID" }],
  ["_toMime", { _toMime: () => ({ "text/latex": "$1$" }) }, { "text/latex": "$1$" }],
])("%s is shown as what it draws", async (_what, value, data) => {
  expect(await shown(value)).toEqual(data);
});

test("_toMime wins over _toHtml", async () => {
  const value = { _toMime: () => ({ "text/html": "all" }), _toHtml: () => "one" };
  expect(await shown(value)).toEqual({ "text/html": "all" });
});

test("Jupyter.display wins over $$mimer$$, and that over a value's own methods", async () => {
  setCustomMimer(() => ({ "text/html": "mimer" }));
  expect(await shown({ _toHtml: () => "own" })).toEqual({ "text/html": "mimer" });
  const own = { [Symbol.for("Jupyter.display")]: () => ({ "text/html": "symbol" }) };
  expect(await shown(own)).toEqual({ "text/html": "symbol" });
});

const refuse = () => {
  throw new Error("no");
};

test.each([
  ["a method that throws", { _toHtml: refuse, toDataURL: refuse, toSpec: refuse }],
  ["a Proxy that refuses", new Proxy({}, { get: refuse })],
  ["members of other types", { outerHTML: 1, toDataURL: "data:", toSpec: {}, _toHtml: "text" }],
  ["a chart of an unknown schema", { toSpec: () => ({ $schema: "https://example.org" }) }],
])("%s has text alone", async (_what, value) => {
  expect(await shown(value)).toEqual({});
});
