import { inspect } from "node:util";
import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";
import { layers } from "../../../../src/index.js";

async function shown(value: unknown) {
  const { data } = await renderValue(value);
  return { text: String(data["text/plain"]), html: data["text/html"] as string | undefined };
}

class Animal {}
class Cat extends Animal {
  lives = 9;
  get mood(): string {
    throw new Error("called");
  }
}

const circle: Record<string, unknown> = { name: "me" };
circle.self = circle;

const HOLES = Object.assign(new Array(3), { 0: 1, 2: 3 });
const withSymbols = { [Symbol("id")]: 1, plain: 2 };
const accessors = {
  get read(): never {
    throw new Error("called");
  },
  set write(_: number) {},
};

test.each<[name: string, value: unknown, text: string]>([
  ["a class instance", new Cat(), "Cat { lives: 9 }"],
  ["a class", Cat, "[class Cat extends Animal]"],
  ["a function", (x: number, y = 2) => x * y, "[Function (anonymous)] (x, y = 2)"],
  ["a built-in function", Math.max, "[Function: max]"],
  ["accessors", accessors, "{ read: [Getter], write: [Setter] }"],
  // with or without brackets, as the version of Node.js writes them
  ["symbols as keys", withSymbols, inspect(withSymbols)],
  [
    "a null prototype",
    Object.assign(Object.create(null), { a: 1 }),
    "[Object: null prototype] { a: 1 }",
  ],
  ["a circle", circle, "<ref *1> { name: 'me', self: [Circular *1] }"],
  [
    "a Map",
    new Map<unknown, unknown>([
      ["a", 1],
      [{ k: 1 }, [2]],
    ]),
    "Map(2) { 'a' => 1, { k: 1 } => [ 2 ] }",
  ],
  ["a Set", new Set([1, "a"]), "Set(2) { 1, 'a' }"],
  ["a WeakMap", new WeakMap([[{}, 1]]), "WeakMap { <items unknown> }"],
  ["a Date", new Date(0), "1970-01-01T00:00:00.000Z"],
  ["an invalid Date", new Date(Number.NaN), "Invalid Date"],
  ["a RegExp", /a+/giu, "/a+/giu"],
  ["a pending Promise", { p: new Promise(() => undefined) }, "{ p: Promise { <pending> } }"],
  ["a boxed number", Object(3), "[Number: 3]"],
  ["holes", HOLES, "[ 1, <1 empty item>, 3 ]"],
])("%s has text alone", async (_, value, text) => {
  expect(await shown(value)).toEqual({ text, html: undefined });
});

test("a URL is what Node makes of it", async () => {
  const url = new URL("https://a.org/b?c#d");
  expect(await shown(url)).toEqual({ text: inspect(url), html: undefined });
});

test("an error is its stack, at most 24 lines", async () => {
  const error = new RangeError("too far");
  error.stack = [
    "RangeError: too far",
    ...Array.from({ length: 50 }, (_, i) => `    at f${i}`),
  ].join("\n");
  const { text, html } = await shown(error);
  const lines = text.split("\n");
  expect(lines).toHaveLength(24);
  expect(lines[0]).toBe("RangeError: too far");
  expect(lines[23]).toBe("… 28 more lines");
  expect(html).toBeUndefined();
});

test("up to three nested levels are text, a fourth is a tree", async () => {
  expect((await shown({ a: { b: { c: { d: 1 } } } })).html).toBeUndefined();
  const deep = await shown({ a: { b: { c: { d: { e: 1 } } } }, n: -0 });
  expect(deep.text).toBe("{\n  a: {\n    b: { c: { d: { e: 1 } } }\n  },\n  n: -0\n}");
  expect(plain(deep.html)).toBe(
    [
      "{ a: {…}, n: -0 }",
      "a: { b: {…} }",
      "b: { c: {…} }",
      "c: { d: {…} }",
      "d: { e: 1 }",
      "e: 1",
      "n: -0",
    ].join("\n"),
  );
  expect(deep.html?.match(/<details open>/g)).toHaveLength(1);
});

/** what a tree says, a line for each part */
function plain(html: string | undefined): string {
  return (html ?? "")
    .replace(/<\/(?:summary|div)>/g, "\n")
    .replace(/<[^>]*>/g, "")
    .replaceAll("&#39;", "'")
    .replaceAll("&gt;", ">")
    .replaceAll("&lt;", "<")
    .replace(/\n+/g, "\n")
    .trim();
}

/** as deep as a tree needs */
const nested = (value: unknown) => ({ a: { b: { c: { d: { value } } } } });

async function treeLine(value: unknown): Promise<string> {
  const lines = plain((await shown(nested(value))).html).split("\n");
  return lines.find((line) => line.startsWith("value: ")) ?? "";
}

test.each<[text: string, value: unknown]>([
  ["Cat { lives: 9 }", new Cat()],
  ["[class Cat extends Animal]", Cat],
  ["[Function: max]", Math.max],
  ["{ read: [Getter], write: [Setter] }", accessors],
  ["{ plain: 2, [Symbol(id)]: 1 }", withSymbols],
  ["[Object: null prototype] { a: 1 }", Object.assign(Object.create(null), { a: 1 })],
  ["{ name: 'me', self: {…} }", circle],
  [
    "Map(2) { 'a' => 1, [Object] => Array(1) }",
    new Map<unknown, unknown>([
      ["a", 1],
      [{ k: 1 }, [2]],
    ]),
  ],
  ["Set(2) { 1, 'a' }", new Set([1, "a"])],
  ["WeakMap { <items unknown> }", new WeakMap()],
  ["1970-01-01T00:00:00.000Z", new Date(0)],
  ["/a+/giu", /a+/giu],
  ["RangeError: too far", new RangeError("too far")],
  ["Promise { <pending> }", new Promise(() => undefined)],
  ["[Number: 3]", Object(3)],
  ["Float32Array(3) [ 0, 1, 2 ]", new Float32Array([0, 1, 2])],
  ["Array(3) [ 1, <empty>, 3 ]", HOLES],
  ["Array(9) [ {…}, {…}, {…}, … ]", new Array(9).fill({ a: 1 })],
  ["[]", []],
  ["{}", {}],
  ["Tensor float32 [2, 3]", tf.zeros([2, 3])],
  ["Rescaling scale=2 offset=0", layers.rescaling({ scale: 2 })],
  ["StringLookup: 2 tokens (1 OOV), vocabulary given", layers.stringLookup({ vocabulary: ["a"] })],
  [
    "Proxy [Object]",
    new Proxy(
      { a: 1 },
      {
        ownKeys: () => {
          throw new Error("trapped");
        },
      },
    ),
  ],
  [`'${"x".repeat(50)}…${"x".repeat(49)}' (1,000,000 characters)`, "x".repeat(1_000_000)],
])("in a tree: %s", async (text, value) => {
  expect(await treeLine(value)).toBe(`value: ${text}`);
});

test("a circle ends where it closes", async () => {
  const root: Record<string, unknown> = nested(1);
  root.back = { to: root };
  expect(plain((await shown(root)).html)).toMatch(/back: \{ to: \{…\} \}\nto: \[Circular\]$/);
});

test("of many parts twenty are shown, the next eighty folded away, the others counted", async () => {
  const { html = "" } = await shown(nested(Array.from({ length: 150 }, (_, i) => i)));
  expect(html).toContain(">19</div><details><summary><small>… 130 more items</small></summary>");
  expect(html).toContain(">99</div>");
  expect(html).not.toContain(">100</div>");
  expect(html).toContain("<small>… 50 more items</small>");
});

test("keys and entries that were not read are counted too", async () => {
  const object = Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`k${i}`, i]));
  expect((await shown(object)).html).toContain("… 1 more key<");
  const map = new Map(Array.from({ length: 102 }, (_, i) => [i, i]));
  expect((await shown(map)).html).toContain("… 2 more entries<");
});

test("no trap of a Proxy runs but for its own display, and no getter of what is nested", async () => {
  const asked: PropertyKey[] = [];
  const proxy = new Proxy(
    { a: 1 },
    {
      get: (target, key) => {
        asked.push(key);
        return Reflect.get(target, key);
      },
      ownKeys: () => {
        throw new Error("listed");
      },
      getPrototypeOf: () => {
        throw new Error("asked");
      },
    },
  );
  expect((await shown(proxy)).text).toBe("{ a: 1 }");
  expect(asked).toEqual([Symbol.for("Jupyter.display")]);
  const { html } = await shown(nested({ proxy, accessors, cat: new Cat() }));
  expect(asked).toHaveLength(1);
  expect(html).toContain("proxy: Proxy [Object]");
  expect(html).toContain("read: [Getter]");
});

test.each([
  ["an array", () => Array.from({ length: 10_000_000 }, () => 1)],
  ["a sparse array", () => new Array(4_000_000_000)],
  ["an array of records", () => new Array(10_000_000).fill({ a: { b: { c: { d: 1 } } } })],
  ["a Map", () => new Map(Array.from({ length: 1_000_000 }, (_, i) => [i, nested(i)]))],
  ["a Set", () => new Set(Array.from({ length: 1_000_000 }, (_, i) => i))],
  ["an object", () => Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => [`k${i}`, i]))],
  ["a chain", () => Array.from({ length: 100_000 }).reduce((next) => ({ next }), {})],
  [
    "a tree of a hundred million",
    () => {
      let tree: unknown = 1;
      for (let level = 0; level < 4; level++) tree = new Array(100).fill(tree);
      return tree;
    },
  ],
  ["text", () => "<script>\u202e\u0000".repeat(100_000)],
  ["text in a tree", () => nested("<script>\u202e\u0000&".repeat(100_000))],
  [
    "hostile keys",
    () =>
      nested(
        Object.fromEntries(
          Array.from({ length: 100 }, (_, i) => [
            `<script>${"\u202e&".repeat(10_000)}${i}`,
            "&".repeat(90),
          ]),
        ),
      ),
  ],
  [
    "wide and deep",
    () => {
      let tree: unknown = "&".repeat(100);
      for (let level = 0; level < 8; level++)
        tree = Array.from({ length: 8 }, (_, i) => (i === 0 ? tree : "&".repeat(100)));
      return nested(new Array(100).fill(tree));
    },
  ],
])("%s of any size is a page of text and at most 400 kB of harmless html", async (_, make) => {
  const { text, html = "" } = await shown(make());
  expect(text.split("\n").length).toBeLessThanOrEqual(24);
  expect(text.length).toBeLessThanOrEqual(16_100);
  expect(html.length).toBeLessThan(400_000);
  for (const bad of ["<script", "\u202e", "\u0000"]) expect(html).not.toContain(bad);
  for (const bad of ["\u202e", "\u0000"]) expect(text).not.toContain(bad);
});

test("a tree needs nothing that an untrusted notebook takes away", async () => {
  const { html } = await shown(nested([new Map([["a", [1]]])]));
  expect(html).not.toMatch(/<style|<script|<svg|<input| id=|(?<!-)color:|background/);
});
