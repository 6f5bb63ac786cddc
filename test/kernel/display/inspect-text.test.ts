import { inspect } from "node:util";
import { expect, test } from "vitest";
import { inspectText } from "../../../kernel/display/inspect-text.js";

const circular: Record<string, unknown> = { name: "me" };
circular.self = circular;

test.each([
  ["undefined", undefined, "undefined"],
  ["a function", function half() {}, "[Function: half] ()"],
  ["a class", class Model {}, "[class Model]"],
  ["a Map", new Map([["a", 1]]), "Map(1) { 'a' => 1 }"],
  ["a Set", new Set([1, 2]), "Set(2) { 1, 2 }"],
  ["a string", "two\nlines", "'two\\nlines'"],
  ["negative zero", -0, "-0"],
  ["a circle", circular, "<ref *1> { name: 'me', self: [Circular *1] }"],
  ["four levels", { a: { b: { c: { d: { e: 1 } } } } }, /d: \{ e: 1 \}/],
  ["a fifth level", { a: { b: { c: { d: { e: { f: 1 } } } } } }, /e: \[Object\]/],
])("%s prints as util.inspect does", (_, value, text) => {
  if (typeof text === "string") expect(inspectText(value)).toBe(text);
  else expect(inspectText(value)).toMatch(text);
});

test("an object of more than a hundred keys shows the first twenty and the number of others", () => {
  const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, i]));
  const lines = inspectText(wide).split("\n");
  expect(lines).toHaveLength(23);
  expect(lines.slice(-3)).toEqual(["  k19: 19", "}", "… 99,980 more keys"]);
});

test("a page is cut at 24 lines, and says how many more there are", () => {
  const object = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`k${i}`, i]));
  const lines = inspectText(object).split("\n");
  expect(lines).toHaveLength(24);
  expect(lines.slice(-2)).toEqual(["  k21: 21,", "… 19 more lines"]);
});

test("depth is given up before keys", () => {
  const layer = { units: 8, shape: [1, 2, 3], initializer: { name: "ones", config: { seed: 1 } } };
  const model = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`layer${i}`, { layer }]));
  const text = inspectText(model);
  expect(text.split("\n")).toHaveLength(11);
  expect(text).toContain(
    "  layer8: { layer: { units: 8, shape: [Array], initializer: [Object] } }\n",
  );
});

test("an array of records shows the first of them", () => {
  const records = Array.from({ length: 90 }, (_, i) => ({ id: i, tags: [`t${i}`] }));
  const lines = inspectText(records).split("\n");
  expect(lines).toHaveLength(24);
  expect(lines[1]).toBe("  { id: 0, tags: [ 't0' ] },");
  expect(lines[23]).toBe("… 69 more lines");
});

test("a deep tree of a hundred million leaves is cut at an affordable depth", () => {
  const leaf = Array.from({ length: 100 }, (_, i) => i);
  const nest = (inner: unknown) => Array.from({ length: 100 }, () => inner);
  const text = inspectText(nest(nest(nest(leaf))));
  expect(text).toContain("[Array]");
  expect(text.split("\n")).toHaveLength(24);
});

test("a long string is cut with a notice", () => {
  const text = inspectText("x".repeat(1_000_000));
  expect(text.length).toBeLessThan(17_000);
  expect(text).toContain("more characters");
});

test("colours, controls and reordering marks become visible", () => {
  const value = { [inspect.custom]: () => "\u001b[31mred\u001b[0m \u202eevil" };
  expect(inspectText(value)).toBe(String.raw`\u{1b}[31mred\u{1b}[0m \u{202e}evil`);
});

test("a custom inspect that throws is passed over", () => {
  const value = {
    a: 1,
    [inspect.custom]: () => {
      throw new Error("no");
    },
  };
  expect(inspectText(value)).toContain("a: 1");
});

test("a value that cannot be printed at all is named by its type", () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  const value: unknown = Object.create(proxy);
  revoke();
  expect(inspectText(value)).toBe("[object that cannot be printed]");
});
