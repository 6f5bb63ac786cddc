import { beforeEach, expect, test } from "vitest";
import {
  assign,
  describe,
  forget,
  list,
  readers,
  scope,
} from "../../../../../kernel/evaluate/user/debug/debug-variables.js";

beforeEach(forget);

const inside = (value: object, start?: number, count?: number) =>
  list(describe(value).reference, start, count).map(({ name, value: text }) => `${name}=${text}`);

test("properties, items and entries are listed under their names", () => {
  expect(inside({ a: 1, [Symbol("s")]: 2 })).toEqual(["a=1", "Symbol(s)=2"]);
  expect(inside(["x", "y"])).toEqual(["0='x'", "1='y'"]);
  expect(inside(new Map([["k", [1]]]))).toEqual(["'k'=[ 1 ]"]);
  expect(inside(new Set(["v"]))).toEqual(["0='v'"]);
});

test("a getter is named and not called", () => {
  const trap = {
    get x(): never {
      throw new Error("called");
    },
  };
  expect(inside(trap)).toEqual(["x=[Getter]"]);
});

test("many items are listed in parts, and those left out are counted", () => {
  const many = new Float32Array(1000);
  expect(describe(many).items).toBe(1000);
  expect(inside(many).slice(-2)).toEqual(["99=0", "…=900 more"]);
  expect(inside(many, 998, 2)).toEqual(["998=0", "999=0"]);
});

test("primitives, empty objects and proxies have nothing inside", () => {
  const proxy = new Proxy({ a: 1 }, {});
  for (const value of [1, "text", null, undefined, {}, [], new Map(), () => 1, proxy]) {
    expect(describe(value).reference).toBe(0);
  }
});

test("an inner scope hides the names of an outer one", () => {
  const reference = scope({ x: "inner" }, { x: "outer", y: 1 });
  expect(list(reference)).toMatchObject([
    { name: "x", value: "'inner'" },
    { name: "y", value: "1" },
  ]);
});

test("a variable without a value yet is left out", () => {
  const reference = readers({
    ready: () => 1,
    later: () => {
      throw new ReferenceError("later");
    },
  });
  expect(list(reference).map(({ name }) => name)).toEqual(["ready"]);
});

test("a property is set; what cannot be set says so", () => {
  const target = { a: 1, frozen: Object.freeze({ b: 1 }) };
  assign(describe(target).reference, "a", 2);
  expect(target.a).toBe(2);
  expect(() => assign(describe(target.frozen).reference, "b", 2)).toThrow("b is read-only");
  expect(() => assign(describe(new Map([[1, 2]])).reference, "1", 3)).toThrow("Map");
  expect(() => assign(12345, "a", 3)).toThrow("a cannot be set");
});

test("references are forgotten", () => {
  const { reference } = describe({ a: 1 });
  forget();
  expect(list(reference)).toEqual([]);
});
