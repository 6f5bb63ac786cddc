import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";
import { html } from "../../../../kernel/display/shown/html.js";
import { json } from "../../../../kernel/display/shown/json.js";
import { md, tex } from "../../../../kernel/display/shown/markdown.js";
import { svg } from "../../../../kernel/display/shown/svg.js";

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend("cpu");
});

async function dataOf(value: unknown) {
  return (await renderValue(value)).data;
}

test("html escapes the values in it", async () => {
  const hostile = '<script>alert("x")</script>\u202e';
  expect((await dataOf(html`<p title="${hostile}">${hostile}</p>`))["text/html"]).toBe(
    '<p title="&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;\\u{202e}">&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;\\u{202e}</p>',
  );
});

test("html in html, arrays of it and nothing come as one would expect", async () => {
  const items = ["a", "b"].map((item) => html`<li>${item}</li>`);
  const data = await dataOf(html`<ul>${items}</ul>${null}${undefined}${false}${0}`);
  expect(data).toEqual({
    "text/html": "<ul><li>a</li><li>b</li></ul>0",
    "text/plain": "a\nb\n\n0",
  });
});

test("a tensor in html shows itself", async () => {
  const data = await dataOf(html`<p>${tf.tensor1d([1, 2], "int32")}</p>`);
  expect(data["text/html"]).toContain("<strong>Tensor int32 [2]</strong>");
  expect(data["text/plain"]).toContain("Tensor int32 [2] [1, 2]");
});

test("text of html leaves out styles, scripts and tags, and keeps cells apart", async () => {
  const data = await dataOf(
    html`<style>p { color: red }</style><table><tr><td>1 &lt; 2</td><td>b</td></tr></table><img alt="a cat" src="x">`,
  );
  expect(data["text/plain"]).toBe("1 < 2  b\n\na cat");
});

test("markdown loses the indentation that all its lines share", async () => {
  const list = md`
    # Title
      - ${"item"}
  `;
  expect(await dataOf(list)).toEqual({
    "text/markdown": "# Title\n  - item",
    "text/plain": "# Title\n  - item",
  });
});

test("a formula needs no escapes and no dollar signs", async () => {
  expect(await dataOf(tex`\frac{1}{${2}}`)).toEqual({
    "text/latex": "$\\displaystyle \\frac{1}{2}$",
    "text/plain": "\\frac{1}{2}",
  });
  expect((await dataOf(tex`$$x$$`))["text/latex"]).toBe("$$x$$");
});

test("an svg becomes an image, which every notebook draws, with its namespace and title", async () => {
  const data = await dataOf(
    svg`<svg viewBox="0 0 9 9"><title>a &lt; b</title><circle r="4"/></svg>`,
  );
  expect(data["text/plain"]).toBe("SVG picture: a < b");
  const [, base64 = ""] = /base64,([^"]+)"/.exec(String(data["text/html"])) ?? [];
  expect(Buffer.from(base64, "base64").toString()).toBe(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>a &lt; b</title><circle r="4"/></svg>',
  );
});

test("what is no svg is refused with what came", () => {
  expect(() => svg`<circle/>`).toThrow(
    'svg: expected an <svg> element with its closing tag. Received: "<circle/>"',
  );
});

test("json shows a tree, whatever collections are in it", async () => {
  const value = { map: new Map([["a", 1n]]), set: new Set([1]), array: new Float32Array([0.5]) };
  expect((await dataOf(json(value)))["application/json"]).toEqual({
    map: { a: "1" },
    set: [1],
    array: [0.5],
  });
  expect(() => json(undefined)).toThrow("expected a value that JSON can hold. Received: undefined");
});
