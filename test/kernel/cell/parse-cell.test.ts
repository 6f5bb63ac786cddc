import { describe, expect, test } from "vitest";
import { parseCell } from "../../../kernel/cell/parse-cell.js";

function declared(code: string): string[] {
  return parseCell(code).declarations.map(({ kind, name }) => `${kind} ${name}`);
}

describe("declarations", () => {
  test.each([
    ["let a = 1, b", ["let a", "let b"]],
    [
      "const { a, b: { c = 1 }, ...d } = x, [e, , f = 2, ...g] = y",
      ["a", "c", "d", "e", "f", "g"].map((n) => `const ${n}`),
    ],
    ["var v = 1", ["var v"]],
    ["for (var i = 0; i < 3; i++) { var j = i; let k = j; }", ["var i", "var j"]],
    ["function f() { var inner = 1; }", ["function f"]],
    ["function f(): void; function f(a?: number) {}", ["function f"]],
    ["async function* g() {}", ["function g"]],
    ["abstract class C { static { var s = 1; } }", ["class C"]],
    ["enum E { A }", ["enum E"]],
    ["const enum E { A }", ["enum E"]],
    ["namespace N.M { var inside = 1; }", ["namespace N"]],
    ["interface I {} type T = I", ["interface I", "type T"]],
    ["using u = f(); await using w = g();", ["using u", "using w"]],
    ["declare let ambient: number", ["let ambient"]],
    [
      "export const a = 1; export function f() {} export class C {}",
      ["const a", "function f", "class C"],
    ],
    ["export default function f() {}", ["function f"]],
    ["export default class {}", []],
    ["export default 5", []],
    ["declare global { var g: number } declare module 'm' {}", []],
    ["import fs = require('fs')", ["const fs"]],
    ["class A {} namespace A { export const x = 1 }", ["class A", "namespace A"]],
    ["{ let inner = 1; function f() {} }", []],
    ["1 + 1", []],
  ])("of %s", (code, expected) => {
    const cell = parseCell(code);
    expect(cell.problems).toEqual([]);
    expect(declared(code)).toEqual(expected);
  });
});

describe("imports", () => {
  test("default, namespace, renamed, quoted and type bindings are told apart", () => {
    const { imports } = parseCell(
      'import d, * as ns from "x"; import { a, b as c, type T, "o-o" as o } from "y"; import type U from "z"; import "w";',
    );
    expect(imports).toEqual([
      { local: "d", imported: "default", source: "x", isType: false },
      { local: "ns", imported: "*", source: "x", isType: false },
      { local: "a", imported: "a", source: "y", isType: false },
      { local: "c", imported: "b", source: "y", isType: false },
      { local: "T", imported: "T", source: "y", isType: true },
      { local: "o", imported: "o-o", source: "y", isType: false },
      { local: "U", imported: "default", source: "z", isType: true },
    ]);
  });

  test("attributes are kept as an object literal", () => {
    const { imports } = parseCell('import data from "./a.json" with { type: "json" }');
    expect(imports[0]?.attributes).toBe('{ type: "json" }');
  });
});

describe("mentions", () => {
  test.each([
    ["a.b.c[d]", ["a", "d"]],
    ["({ key: value, short, [computed]: 1 })", ["value", "short", "computed"]],
    ["let x: Foo.Bar<Baz> = y satisfies Q", ["x", "Foo", "Baz", "y", "Q"]],
    ["type T = typeof v; let u: import('m').Name", ["T", "v", "u"]],
    ["class A extends B { m(p = q) { return this.z; } }", ["A", "B", "p", "q"]],
    ["`$" + "{t}` + f`x`", ["t", "f"]],
    ["outer: for (;;) break outer", []],
    ["a = b; c++", ["a", "b", "c"]],
    ["export { x as y }; export { z } from 'm'", ["x"]],
    ["@dec class D {}", ["dec", "D"]],
    ["// comment\n'string'", []],
  ])("of %s", (code, expected) => {
    expect([...parseCell(code).mentions].sort()).toEqual([...expected].sort());
  });

  test("of a text that cannot be parsed are all its words", () => {
    expect(parseCell("const x = tf.").mentions).toEqual(new Set(["const", "x", "tf"]));
  });
});

describe("offsets", () => {
  test("count UTF-16 code units after an emoji", () => {
    const code = 'const s = "😀é"; const t = import("x"); import.meta.url';
    const { program, dynamicImports, importMetas } = parseCell(code);
    const second = program.body[1];
    const text = ({ start, end }: { start: number; end: number }) => code.slice(start, end);
    expect(second && text(second)).toBe('const t = import("x");');
    expect(dynamicImports.map(text)).toEqual(['import("x")']);
    expect(importMetas.map(text)).toEqual(["import.meta"]);
  });

  test("of a problem count UTF-16 code units after an emoji", () => {
    const code = '"😀"; let a = ;';
    const [problem] = parseCell(code).problems;
    expect(problem?.start).toBe(code.lastIndexOf(";"));
  });
});

describe("problems", () => {
  test("are empty for a cell with top-level await, decorators and generics", () => {
    expect(
      parseCell("@d class A<T> {}\nconst f = <T>(x: T) => x; <T>f; await f(1)").problems,
    ).toEqual([]);
  });

  test("say what was expected", () => {
    expect(parseCell("import = 7q").problems[0]?.message).toBe("Expected `from` but found `=`");
  });

  test("leave the program empty when nothing can be read", () => {
    const { program, declarations } = parseCell("let a = 1; let b = (");
    expect(program.body).toEqual([]);
    expect(declarations).toEqual([]);
  });
});

test("an empty cell parses to nothing", () => {
  const cell = parseCell("");
  expect(cell.problems).toEqual([]);
  expect(cell.mentions.size).toBe(0);
});
