import { expect, test } from "vitest";
import { declarationSource } from "../../../kernel/cell/declaration-source.js";

const CELL = `let a = 1;
function f(x: number): number {
  return x;
}
export class C<T> {}
interface I { a: 1 }
const { b, c: [d] } = g();
function f(x: string): string { return x }`;

test.each([
  ["a", "let a = 1;"],
  ["C", "export class C<T> {}"],
  ["I", "interface I { a: 1 }"],
  ["d", "const { b, c: [d] } = g();"],
  ["f", "function f(x: string): string { return x }"],
  ["x", undefined],
  ["nowhere", undefined],
])("finds what declares %s", (name, source) => {
  expect(declarationSource(CELL, name)).toBe(source);
});
