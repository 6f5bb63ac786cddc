import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cells, startCells } from "./cells.js";

let cells: Cells;
beforeAll(() => {
  cells = startCells();
});
afterAll(() => cells.dispose());

const sequences: { name: string; steps: [code: string, value: string | undefined][] }[] = [
  {
    name: "a const can be redeclared",
    steps: [
      ["const a1 = 1; a1", "1"],
      ["const a1 = 2; a1", "2"],
    ],
  },
  {
    name: "a let can become a const",
    steps: [
      ["let a2 = 1", undefined],
      ["const a2 = 5; a2", "5"],
    ],
  },
  {
    name: "a class can be redeclared",
    steps: [
      ["class C3 { v = 1 }", undefined],
      ["class C3 { v = 2 }; new C3().v", "2"],
    ],
  },
  {
    name: "a const can become a function",
    steps: [
      ["const f4 = 1", undefined],
      ["function f4() { return 7 }; f4()", "7"],
    ],
  },
  {
    name: "a function can become a const",
    steps: [
      ["function g5() { return 1 }", undefined],
      ["const g5 = 3; g5", "3"],
    ],
  },
  {
    name: "a var can become a let",
    steps: [
      ["var v6 = 1", undefined],
      ["let v6 = 2; v6", "2"],
    ],
  },
  {
    name: "a let can become a var",
    steps: [
      ["let v7 = 1", undefined],
      ["var v7 = 2; v7", "2"],
    ],
  },
  {
    name: "a var can become a class",
    steps: [
      ["var K8 = 1", undefined],
      ["class K8 {}; typeof K8", "'function'"],
    ],
  },
  {
    name: "only the clashing name of a list changes kind",
    steps: [
      ["function p9() {}", undefined],
      ["const q9 = 1, p9 = 2; [q9, p9]", "[ 1, 2 ]"],
      ["const q9 = 3; q9", "3"],
    ],
  },
  {
    name: "an import can be redeclared",
    steps: [
      ['import { join as j10 } from "node:path"', undefined],
      ["const j10 = 4; j10", "4"],
    ],
  },
  {
    name: "a redeclared enum forgets its old members",
    steps: [
      ["enum E11 { A, B }; E11.B", "1"],
      ["enum E11 { X }; Object.keys(E11)", "[ '0', 'X' ]"],
    ],
  },
  {
    name: "a namespace can be redeclared",
    steps: [
      ["namespace N12 { export const a = 1 }; N12.a", "1"],
      ["namespace N12 { export const b = 2 }; Object.keys(N12)", "[ 'b' ]"],
    ],
  },
  {
    name: "closures see a later assignment",
    steps: [
      ["let n13 = 1; const g13 = () => n13", undefined],
      ["n13 = 5", "5"],
      ["g13()", "5"],
    ],
  },
  {
    name: "closures see a later redeclaration",
    steps: [
      ["let n14 = 1; const g14 = () => n14", undefined],
      ["let n14 = 9", undefined],
      ["g14()", "9"],
    ],
  },
  {
    name: "a const can become a let that is assigned to",
    steps: [
      ["const c15 = 1", undefined],
      ["let c15 = 2; c15 = 3; c15", "3"],
    ],
  },
  {
    name: "bindings made before a throw survive",
    steps: [
      ['const before16 = 3; throw new Error("x")', "Error: x"],
      ["before16", "3"],
    ],
  },
  {
    name: "a name whose initialiser threw can be declared again",
    steps: [
      ['const h17 = (() => { throw new Error("no") })()', "Error: no"],
      ["const h17 = 1; h17", "1"],
    ],
  },
  {
    name: "a preloaded name can be redeclared",
    steps: [
      ["const layers = [1, 2]; layers.length", "2"],
      ["layers[1]", "2"],
    ],
  },
  {
    name: "an export is a plain declaration",
    steps: [
      ["export const e19 = 1; export default { d: 2 }", "{ d: 2 }"],
      ["e19", "1"],
    ],
  },
  {
    name: "a using declaration is disposed at the end of its cell",
    steps: [
      [
        "const log20: string[] = []; using r20 = { [Symbol.dispose]() { log20.push('gone') } }",
        undefined,
      ],
      ["log20", "[ 'gone' ]"],
    ],
  },
  {
    name: "a using declaration leaves variables named env and result alone",
    steps: [
      ["const env = 1, result = 2", undefined],
      ["await using x21 = { async [Symbol.asyncDispose]() {} }", undefined],
      ["[env, result]", "[ 1, 2 ]"],
    ],
  },
  {
    name: "destructuring declares every name",
    steps: [
      ["const { a: x22, ...y22 } = { a: 1, b: 2 }; const [z22 = 3] = []", undefined],
      ["[x22, y22, z22]", "[ 1, { b: 2 }, 3 ]"],
    ],
  },
  {
    name: "an ambient constant declares no value",
    steps: [
      ["declare const ambient24: number; let beside24: number = 1", undefined],
      ["[typeof ambient24, beside24]", "[ 'undefined', 1 ]"],
    ],
  },
  {
    name: "decorators and parameter properties work",
    steps: [
      [
        "const seen23: string[] = []; function d23(v: Function, c: ClassDecoratorContext) { seen23.push(String(c.name)) } @d23 class D23 { constructor(readonly q: number) {} }; [new D23(4).q, seen23]",
        "[ 4, [ 'D23' ] ]",
      ],
    ],
  },
];

test.each(sequences)("$name", async ({ steps }) => {
  for (const [code, value] of steps) expect(await cells.value(code)).toBe(value);
});
