import { expect, test } from "vitest";
import { parseCell } from "../../../kernel/cell/parse-cell.js";
import { needsCompiler } from "../../../kernel/evaluate/needs-compiler.js";

test.each([
  "1 + 1",
  "const a = [1, 2].map((x) => x?.y ?? 0); a?.[0]?.(1)",
  "class A extends B { #p = 1; static { } get x() { return this.#p } }",
  "for await (const x of y) { label: break label }",
  "const { a, ...b } = { a: 1 }; async function* f(x = 1) { yield* x }",
])("%s runs as it is", (code) => {
  expect(needsCompiler(parseCell(code))).toBe(false);
});

test.each([
  "let a: number",
  "a as string",
  "a!",
  "f<number>(x)",
  "class A { private x = 1 }",
  "class A { declare x }",
  "class A { readonly x = 1 }",
  "class A { x? = 1 }",
  "abstract class A {}",
  "class A implements I {}",
  "class A { accessor x = 1 }",
  "class A { override m() {} }",
  "function f(x?) {}",
  "enum E {}",
  "namespace N { export const a = 1 }",
  "declare const x",
  "interface I {}",
  "import type { A } from 'a'",
  "import { type A } from 'a'",
  "export type { A }",
  "@d class A {}",
  "class A { @d m() {} }",
  "using x = y",
  "await using x = y",
  "x satisfies Y",
  "function f(this: A) {}",
  "let x!: number",
])("%s is compiled", (code) => {
  expect(needsCompiler(parseCell(code))).toBe(true);
});
