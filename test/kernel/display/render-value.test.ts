import { afterEach, expect, test } from "vitest";
import { renderValue } from "../../../kernel/display/render-value.js";
import { registerRenderer } from "../../../kernel/display/renderer-registry.js";
import { plot } from "../../../kernel/display/shown/plot.js";

const DISPLAY = Symbol.for("Jupyter.display");
const undo: (() => void)[] = [];

afterEach(() => {
  for (const remove of undo.splice(0)) remove();
});

class Money {
  constructor(readonly cents: number) {}
}

test("a value's own Jupyter.display wins over every renderer", async () => {
  const value = {
    [DISPLAY]: () => ({ "text/html": "<b>hi</b>", "text/plain": "hi" }),
    lookupTable: 1,
  };
  expect(await renderValue(value)).toEqual({
    data: { "text/html": "<b>hi</b>", "text/plain": "hi" },
    metadata: {},
  });
});

test("Jupyter.display may be asynchronous, and text is added if it gives none", async () => {
  const value = { a: 1, [DISPLAY]: async () => ({ "text/markdown": "*a*" }) };
  const { data } = await renderValue(value);
  expect(data["text/markdown"]).toBe("*a*");
  expect(data["text/plain"]).toContain("a: 1");
});

test.each([
  [
    "throws",
    () => {
      throw new Error("no");
    },
  ],
  ["rejects", () => Promise.reject(new Error("no"))],
  ["returns a number", () => 7],
  ["returns nothing", () => ({})],
])("a Jupyter.display that %s yields the plain form", async (_, method) => {
  const { data } = await renderValue({ answer: 42, [DISPLAY]: method });
  expect(Object.keys(data)).toEqual(["text/plain"]);
  expect(data["text/plain"]).toContain("answer: 42");
});

const VENDOR = {
  "application/vnd.dataresource+json": { data: [] },
  "application/vnd.vegalite.v6+json": {},
  "application/vnd.vega.v6+json": {},
  "application/vnd.vegalite.v5+json": {},
  "application/vnd.plotly.v1+json": {},
  "application/vnd.own+json": {},
};

test("next to html a value keeps no vendor type that hides it", async () => {
  const own = { ...VENDOR, "text/html": "<b>", "text/plain": "b" };
  expect(Object.keys((await renderValue({ [DISPLAY]: () => own })).data)).toEqual([
    "application/vnd.vegalite.v5+json",
    "application/vnd.plotly.v1+json",
    "application/vnd.own+json",
    "text/html",
    "text/plain",
  ]);
});

test("without html a value keeps all vendor types", async () => {
  const own = { ...VENDOR, "text/plain": "b" };
  expect((await renderValue({ [DISPLAY]: () => own })).data).toEqual(own);
});

test("a registered renderer shows its kind in text and html, and can be taken away", async () => {
  const remove = registerRenderer({
    name: "money",
    matches: (value) => value instanceof Money,
    describe: ({ cents }) => ({ kind: "summary", title: "Money", facts: [`${cents / 100} <€>`] }),
  });
  const { data } = await renderValue(new Money(250));
  expect(data["text/plain"]).toBe("Money 2.5 <€>");
  expect(data["text/html"]).toContain("2.5 &lt;€&gt;");
  remove();
  expect((await renderValue(new Money(250))).data).toEqual({
    "text/plain": "Money { cents: 250 }",
  });
});

test("the newest renderer is asked first, and a name is registered once", async () => {
  const renderer = (name: string, title: string) => ({
    name,
    matches: (value: unknown): value is Money => value instanceof Money,
    describe: () => ({ kind: "summary", title, facts: [] }) as const,
  });
  undo.push(registerRenderer(renderer("one", "first")));
  undo.push(registerRenderer(renderer("two", "second")));
  expect((await renderValue(new Money(1))).data["text/plain"]).toBe("second");
  undo.push(registerRenderer(renderer("two", "third")));
  expect((await renderValue(new Money(1))).data["text/plain"]).toBe("third");
});

test("a renderer that throws yields the plain form", async () => {
  undo.push(
    registerRenderer({
      name: "broken",
      matches: (value) => value instanceof Money,
      describe: () => {
        throw new Error("broken");
      },
    }),
  );
  expect((await renderValue(new Money(1))).data).toEqual({
    "text/plain": "Money { cents: 1 }\n(not shown otherwise: Error: broken)",
  });
});

test("a renderer that describes nonsense yields the plain form", async () => {
  undo.push(
    registerRenderer({
      name: "nonsense",
      matches: (value) => value instanceof Money,
      describe: () => ({ kind: "table" }) as never,
    }),
  );
  const { data } = await renderValue(new Money(1));
  expect(Object.keys(data)).toEqual(["text/plain"]);
  expect(data["text/plain"]).toMatch(
    /^Money \{ cents: 1 \}\n\(not shown otherwise: TypeError: .*\)$/,
  );
});

test("a Proxy whose every trap throws is still shown", async () => {
  const refuse = () => {
    throw new Error("trap");
  };
  const hostile = new Proxy(
    {},
    { get: refuse, has: refuse, ownKeys: refuse, getPrototypeOf: refuse },
  );
  expect((await renderValue(hostile)).data).toEqual({ "text/plain": "{}" });
});

test("a getter that throws is not called", async () => {
  const value = {
    get secret(): never {
      throw new Error("called");
    },
  };
  expect((await renderValue(value)).data).toEqual({ "text/plain": "{ secret: [Getter] }" });
});

test("a getter with the name of what kinds are known by is not called", async () => {
  const names = [
    "shape",
    "dtype",
    "data",
    "dataId",
    "sourceLayer",
    "lookupTable",
    "iterator",
    "fit",
  ];
  const more = ["syncData", "getClassName", "schema", "columnNames", "numRows", "toSpec", "layout"];
  const called: string[] = [];
  class Lazy {
    loaded = false;
  }
  for (const name of [...names, ...more, "$schema", "config", "getContext", "rowEnds", "get"]) {
    const get = () => called.push(name);
    Object.defineProperty(Lazy.prototype, name, { get });
  }
  expect((await renderValue(new Lazy())).data).toEqual({ "text/plain": "Lazy { loaded: false }" });
  expect(called).toEqual([]);
});

test("html above the limit of an output is replaced by a notice", async () => {
  undo.push(
    registerRenderer({
      name: "huge",
      matches: (value) => value instanceof Money,
      describe: () => ({
        kind: "stack",
        items: Array.from({ length: 30_000 }, () => ({ kind: "note", text: "&".repeat(8) })),
      }),
    }),
  );
  const { data } = await renderValue(new Money(1));
  expect(Object.keys(data)).toEqual(["text/plain"]);
  expect(data["text/plain"]).toMatch(
    /html form of 1\.\d MiB left out: outputs are limited to 1 MiB$/,
  );
});

test("what plot and the like threw is all there is to see of them", async () => {
  const { data, failure } = await renderValue(plot([1, 2], [1]));
  expect(data).toEqual({ "text/plain": expect.stringMatching(/^\w*Error: plot: .*Received: /) });
  expect(String(failure?.thrown)).toBe(data["text/plain"]);
});
