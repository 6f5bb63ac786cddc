import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningCells, startRunningCells } from "../running-cells.js";

let cells: RunningCells;
beforeAll(() => {
  cells = startRunningCells();
});
afterAll(() => cells.dispose());

/** cells one after another, each with its result, or with a part of its error */
type Steps = readonly (readonly [code: string, expected?: string | RegExp | undefined])[];

async function follow(steps: Steps): Promise<void> {
  for (const [code, expected] of steps) {
    const { error, result } = await cells.run(code);
    if (expected instanceof RegExp) expect(`${error ?? result}`, code).toMatch(expected);
    else expect(error ?? result, code).toBe(expected);
  }
}

describe("declaring a name again", () => {
  const forms: Record<
    string,
    { code: (name: string) => string; use: (name: string) => string; value: string }
  > = {
    const: { code: (n) => `const ${n} = 'c'`, use: (n) => `${n}.length`, value: "1" },
    let: { code: (n) => `let ${n} = [1, 2]`, use: (n) => `${n}.push(3)`, value: "3" },
    var: { code: (n) => `var ${n} = 5n`, use: (n) => `${n} * 2n`, value: "10n" },
    function: {
      code: (n) => `function ${n}(a: number) { return a + 1 }`,
      use: (n) => `${n}(6)`,
      value: "7",
    },
    class: { code: (n) => `class ${n} { v = 8 }`, use: (n) => `new ${n}().v`, value: "8" },
    enum: { code: (n) => `enum ${n} { A = 9 }`, use: (n) => `${n}.A.toFixed()`, value: "'9'" },
    "const enum": {
      code: (n) => `const enum ${n} { B = 4 }`,
      use: (n) => `${n}.B.toFixed()`,
      value: "'4'",
    },
    namespace: {
      code: (n) => `namespace ${n} { export const q = true }`,
      use: (n) => `${n}.q`,
      value: "true",
    },
    import: {
      code: (n) => `import { sep as ${n} } from "node:path"`,
      use: (n) => `${n}.length`,
      value: "1",
    },
    "import =": {
      code: (n) => `import ${n} = require("node:path")`,
      use: (n) => `${n}.posix.sep`,
      value: "'/'",
    },
    destructured: {
      code: (n) => `const { a: ${n} = { deep: 1 } } = {} as { a?: { deep: number } }`,
      use: (n) => `${n}.deep`,
      value: "1",
    },
    using: {
      code: (n) => `using ${n} = { x: 3, [Symbol.dispose]() {} }`,
      use: (n) => `${n}.x`,
      value: "3",
    },
  };
  const pairs = Object.keys(forms).flatMap((first) =>
    Object.keys(forms).map((second) => [first, second] as const),
  );
  test.each(pairs)("%s, then %s", async (first, second) => {
    const name = `n_${first}_${second}`.replace(/\W/g, "");
    const [one, two] = [forms[first]!, forms[second]!];
    await follow([
      [one.code(name)],
      [one.use(name), one.value],
      [two.code(name)],
      [two.use(name), two.value],
      [one.code(name)],
      [one.use(name), one.value],
    ]);
  });

  const types: Record<string, [code: (name: string) => string, use: (name: string) => string]> = {
    interface: [(n) => `interface ${n} { a: 1 }`, (n) => `({ a: 1 }) satisfies ${n}`],
    type: [(n) => `type ${n} = { b: 2 }`, (n) => `({ b: 2 }) satisfies ${n}`],
    class: [(n) => `class ${n} { c = 3 }`, (n) => `({ c: 3 }) satisfies ${n}`],
  };
  test.each(
    Object.keys(types).flatMap((first) =>
      Object.keys(types).map((second) => [first, second] as const),
    ),
  )("type %s, then %s", async (first, second) => {
    const name = `T_${first}_${second}`;
    await follow([
      [types[first]![0](name)],
      [types[second]![0](name)],
      [`const ${name.toLowerCase()}: ${name} = ${types[second]![1](name)}`],
    ]);
  });
});

const sequences: Record<string, Steps> = {
  "instances of a class keep their methods when it is declared again": [
    ["class Old { who() { return 'old' } }; const old1 = new Old()"],
    ["class Old { other() { return 'new' } }"],
    ["old1.who()", "'old'"],
    ["new Old().other()", "'new'"],
    ["(old1 as object) instanceof Old", "false"],
    ["old1.other()", /TS2339/],
  ],
  "a subclass goes on with the base class it was made from": [
    ["class Base { v() { return 1 } }"],
    ["class Sub extends Base { w() { return this.v() + 10 } }"],
    ["class Base { v() { return 2 } }"],
    ["new Sub().w()", "11"],
  ],
  "functions see later versions of what they call": [
    ["function inner() { return 1 }; const outer = () => inner()"],
    ["function inner() { return 2 }"],
    ["outer()", "2"],
    ["let counter = 0; const bump = () => ++counter"],
    ["bump(); bump(); counter", "2"],
    ["counter = 10; bump()", "11"],
    ["let counter = 20; bump()", "21"],
  ],
  "everything before a throw is kept": [
    [
      "const k1 = 1; let k2 = 2; var k3 = 3; function k4() { return 4 } class K5 {} enum K6 { A }; throw new Error('stop'); const k7 = 7",
      /^Error: stop/,
    ],
    ["[k1, k2, k3, k4(), typeof K5, K6.A]", "[ 1, 2, 3, 4, 'function', 0 ]"],
    ["const k7 = 8; k7", "8"],
    [
      "const { p1, p2 } = { p1: 1, get p2(): number { throw new Error('getter') } }",
      /^Error: getter/,
    ],
    ["const { p1, p2 } = { p1: 1, p2: 2 }; p1 + p2", "3"],
    ["const late = await Promise.reject(new TypeError('awaited'))", /^TypeError: awaited/],
    ["const late = 1; late", "1"],
  ],
  "destructuring with defaults, rests and nesting": [
    [
      "const { a: { b: [d1 = 1, ...d2] = [] } = {}, ...d3 } = { a: { b: [undefined, 2, 3] }, x: 4 } as { a?: { b?: (number | undefined)[] }; x: number }",
    ],
    ["[d1, d2, d3]", "[ 1, [ 2, 3 ], { x: 4 } ]"],
    ["let sw1 = 1, sw2 = 2; [sw1, sw2] = [sw2, sw1]; [sw1, sw2]", "[ 2, 1 ]"],
    ["({ sw1, sw2 = 5 } = { sw1: 9 } as { sw1: number; sw2?: number }); [sw1, sw2]", "[ 9, 5 ]"],
  ],
  "generators, sync and async, across cells": [
    ["function* gen(n: number) { for (let i = 0; i < n; i++) yield i }; const it1 = gen(3)"],
    ["it1.next().value", "0"],
    ["[...it1]", "[ 1, 2 ]"],
    ["async function* agen() { yield 1; yield 2 }"],
    ["const seen1: number[] = []; for await (const x of agen()) seen1.push(x); seen1", "[ 1, 2 ]"],
    ["for await (const x of [Promise.resolve(5)]) x", undefined],
  ],
  "labels, blocks and loops": [
    [
      "let sum1 = 0; outer1: for (let i = 0; i < 3; i++) { for (let j = 0; j < 3; j++) { if (j === 1) continue outer1; if (i === 2) break outer1; sum1 += 10 * i + j } }",
    ],
    ["sum1", "10"],
    ["{ let hidden = 1; var shown = hidden + 1 }", undefined],
    ["shown", "2"],
    ["hidden", /TS2304/],
    ["for (var v1 = 0; v1 < 3; v1++); v1", "3"],
    ["lab: { break lab }", undefined],
  ],
  "top-level await in every place": [
    ["const aw1 = await Promise.resolve(3), aw2 = [await aw1, await 4]; aw2", "[ 3, 4 ]"],
    ["if (await true) { var aw3 = await 5 }"],
    ["aw3", "5"],
    ["const { aw4 = await 6 } = {} as { aw4?: number }; aw4", "6"],
    ["[await 'x', await 1].join()", "'x,1'"],
    ["class Aw5 { static v = 7 }; (await Aw5).v", "7"],
  ],
  "using and await using": [
    [
      "const log1: string[] = []; const res = (name: string) => ({ name, [Symbol.dispose]() { log1.push(name) }, async [Symbol.asyncDispose]() { log1.push('async ' + name) } })",
    ],
    ["using u1 = res('a'), u2 = res('b'); log1.push('body'); u1.name", "'a'"],
    ["log1", "[ 'body', 'b', 'a' ]"],
    ["await using u3 = res('c'); const afterUsing = u3.name"],
    ["[log1.at(-1), afterUsing]", "[ 'async c', 'c' ]"],
    ["{ using u4 = res('d') } log1.at(-1)", "'d'"],
    ["using u5 = res('e'); throw new Error('after e')", /^Error: after e/],
    ["log1.at(-1)", "'e'"],
    ["for (using u6 of [res('f'), res('g')]) u6; log1.slice(-2)", "[ 'f', 'g' ]"],
    ["const stack1 = new DisposableStack(); stack1", /TS2304|DisposableStack/],
  ],
  "stage-3 decorators": [
    [
      "function twice<This, A extends unknown[]>(f: (this: This, ...a: A) => number, _c: ClassMethodDecoratorContext) { return function (this: This, ...a: A) { return 2 * f.apply(this, a) } }",
    ],
    ["class Deco { @twice m(n: number) { return n } @twice static s() { return 4 } }"],
    ["[new Deco().m(3), Deco.s()]", "[ 6, 8 ]"],
    [
      "function init<T>(_v: undefined, c: ClassFieldDecoratorContext<unknown, T>) { return (v: T) => [String(c.name), v] as unknown as T }; class Deco2 { @init f = 1 }; new Deco2().f",
      "[ 'f', 1 ]",
    ],
    [
      "class Acc { accessor x = 1; static accessor y = 2 }; const acc1 = new Acc(); acc1.x++; [acc1.x, Acc.y]",
      "[ 2, 2 ]",
    ],
  ],
  enums: [
    [
      "enum Color { Red, Green = 'g'.length + 4, Blue = 1 << 3 }; [Color.Red, Color[5], Color.Blue]",
      "[ 0, 'Green', 8 ]",
    ],
    ["declare enum Far { A }; const enum Near { B = 2 }; Near.B", "2"],
    ["const favourite: Color = Color.Blue; favourite", "8"],
    ["enum Str { A = 'a' }; Object.values(Str)", "[ 'a' ]"],
  ],
  "namespaces merge within a cell, with functions, classes and enums": [
    [
      "namespace NS { export const a = 1 } namespace NS { export const b = NS.a + 1 } [NS.a, NS.b]",
      "[ 1, 2 ]",
    ],
    ["function fn1() { return 1 } namespace fn1 { export const extra = 2 } fn1() + fn1.extra", "3"],
    ["fn1() + fn1.extra", "3"],
    [
      "class Cl1 { i = new Cl1.Inner() } namespace Cl1 { export class Inner { v = 4 } } new Cl1().i.v",
      "4",
    ],
    ["new Cl1.Inner().v", "4"],
    ["enum En1 { A } namespace En1 { export const parse = () => En1.A } En1.parse()", "0"],
    [
      "namespace Deep.Er { export let n = 1; export const inc = () => ++n } Deep.Er.inc(); Deep.Er.n",
      "2",
    ],
    ["Deep.Er.inc()", "3"],
    [
      "interface Mix { a: number } interface Mix { b: number } const mix1: Mix = { a: 1, b: 2 }; mix1.b",
      "2",
    ],
    ["import Alias = Deep.Er; Alias.n", "3"],
  ],
  "abstract classes, overloads, private and static members": [
    ["abstract class Shape1 { abstract area(): number; twice() { return 2 * this.area() } }"],
    [
      "class Sq extends Shape1 { #s: number; static count = 0; constructor(s: number) { super(); this.#s = s; Sq.count++ } override area() { return this.#s ** 2 } static { this.count = 10 } }",
    ],
    ["[new Sq(3).twice(), Sq.count]", "[ 18, 11 ]"],
    ["new Shape1()", /TS2511/],
    [
      "function over(a: string): string; function over(a: number): number; function over(a: unknown) { return a } over(1) + over('x').length",
      "2",
    ],
    ["over(true)", /TS2769/],
    [
      "class Par { constructor(private readonly p: number, public q?: string) {} get sum() { return this.p + 1 } }; new Par(1).sum",
      "2",
    ],
  ],
  "types leave no trace": [
    [
      "type Fn1<T> = T extends (...a: infer A) => unknown ? A : never; declare const ghost: number; declare function ghostly(): void",
    ],
    [
      "const tup = [1, 'a'] as const satisfies readonly [number, string]; (<const T,>(x: T) => x)(tup)[0]!",
      "1",
    ],
    ["let definite!: number; definite = 2; definite as unknown as number", "2"],
    [
      "function assertIsString(x: unknown): asserts x is string {} const unk: unknown = 'u'; assertIsString(unk); unk.length",
      "1",
    ],
  ],
  "exports are declarations": [
    [
      "export const ex1 = 1; export let ex2 = 2; export function ex3() { return 3 } export class Ex4 {} export enum Ex5 { A } export type Ex6 = 1; export namespace Ex7 { export const a = 7 }",
    ],
    ["[ex1, ex2, ex3(), typeof Ex4, Ex5.A, Ex7.a]", "[ 1, 2, 3, 'function', 0, 7 ]"],
    ["ex2 = 20; ex2", "20"],
    ["export default class Def1 { v = 1 }"],
    ["new Def1().v", "1"],
    ["export default function () { return 5 }", /Function/],
    [
      "const ex8 = 8; export { ex8, ex8 as renamed }; export * from 'esm-only'; export * as p1 from 'node:fs'; export { sep } from 'node:path'",
    ],
    ["ex8", "8"],
    ["export = { assigned: 1 }", "{ assigned: 1 }"],
    ["export {}", undefined],
  ],
  "imports of every form": [
    [
      "import fs1, { existsSync as has1, type Stats } from 'node:fs'; import * as fs2 from 'node:fs'; import type { Dirent } from 'node:fs'; import 'node:path'",
    ],
    ["[has1('/'), fs1.existsSync === fs2.existsSync]", "[ true, true ]"],
    ["let st1: Stats | Dirent | undefined; st1", undefined],
    ["import os1 = require('node:os'); typeof os1.cpus", "'function'"],
    ["import { 'join' as join1 } from 'node:path'; join1('a', 'b')", "'a/b'"],
    [
      "const wasm = new Uint8Array([0,97,115,109,1,0,0,0,1,5,1,96,0,1,127,3,2,1,0,7,5,1,1,102,0,0,10,6,1,4,0,65,7,11]); ((await WebAssembly.instantiate(wasm)).instance.exports.f as () => number)()",
      "7",
    ],
    ["const { join: join2 } = await import('node:path'); join2('c', 'd')", "'c/d'"],
    [
      "import.meta.url.startsWith('file:///') && import.meta.dirname === __dirname && import.meta.filename === __filename",
      "true",
    ],
    ["import.meta.resolve('./x.ts').endsWith('/x.ts')", "true"],
    ["import.meta.resolve('node:fs')", "'node:fs'"],
    ["import.meta.resolve('esm-only').endsWith('/node_modules/esm-only/i.js')", "true"],
    [
      "import one1, { named } from 'esm-only'; import { named as three } from 'cjs-named'; import cjs from 'cjs-named'; [one1, named, three, cjs.other]",
      "[ 1, 2, 3, 4 ]",
    ],
    ["import { x } from 'esm-only'", /TS2305|TS7016|undefined/],
    ["import data from './data.json'; data.a", "1"],
    ["import data2 from './data.json' with { type: 'json' }; data2.a", "1"],
    ["import { a as a1 } from './data.json'; a1", "1"],
    ["require('./data.json').a", "1"],
  ],
  "var and functions are seen on globalThis, and can be deleted": [
    ["var gl1 = 1; globalThis.gl1", "1"],
    ["globalThis.gl2 = 2; globalThis.gl2", "2"],
    ["delete globalThis.gl2; typeof globalThis.gl2", "'undefined'"],
    ["let notThere = 1; 'notThere' in globalThis", "false"],
    ["this === globalThis || this === undefined", "true"],
  ],
  "strict mode": [
    ["undeclared1 = 5", /TS2304/],
    ["%typecheck off\nundeclared1 = 5", /ReferenceError: undeclared1 is not defined/],
    ["%typecheck off\nObject.freeze([1]).push(2)", /TypeError: Cannot add property/],
    ["(function () { return this })() === undefined", /true|TS2683/],
  ],
  "hashbang, comments, blank cells and completion values": [
    ["#!/usr/bin/env node\n1 + 1", "2"],
    ["// nothing", undefined],
    ["/* nothing */ ;;", undefined],
    ["{ a: 1 }", "{ a: 1 }"],
    ["{ a: 1, b: [2] }", "{ a: 1, b: [ 2 ] }"],
    ["{}", "{}"],
    ["if (true) 5", undefined],
    ["'use strict'", "'use strict'"],
    ["1;", "1"],
    ["1; const cv1 = 2", undefined],
    ["void 0", undefined],
    ["null", "null"],
    ["(function named1() {})", /Function: named1/],
    ["<T,>(x: T) => x", /Function/],
    ["async () => 1", /Function/],
    ["new Promise<number>((r) => r(9))", "9"],
    ["a1_undefined?.b", /TS2552|TS2304/],
  ],
  "regular expressions, templates, bigint and new syntax": [
    ["/(?<y>\\d{4})/v.exec('in 2024')!.groups!.y", "'2024'"],
    ["String.raw`a\\n`", "'a\\\\n'"],
    ["2n ** 64n", "18446744073709551616n"],
    ["let nn1: number | null = null; nn1 ??= 4; nn1 ||= 5; nn1 &&= 6; nn1", "6"],
    ["[3, 1, 2].toSorted().at(-1)", "3"],
    ["Object.groupBy?.([1, 2, 3], (n) => n % 2 ? 'odd' : 'even')?.odd?.length ?? 2", "2"],
    [
      "var caught1 = ''; try { throw 1 } catch { var caught1 = 'yes' } finally { caught1 += '!' } caught1",
      "'yes!'",
    ],
    ["switch (3 as number) { case 3: var sw3 = 'three'; break; default: sw3 = '' } sw3", "'three'"],
  ],
};

describe("a session", () => {
  beforeAll(() => {
    const write = (path: string, text: string) => {
      const file = join(cells.folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    };
    write(
      "node_modules/esm-only/package.json",
      '{"name":"esm-only","type":"module","exports":{"import":"./i.js"}}',
    );
    write("node_modules/esm-only/i.js", "export default 1; export const named = 2;");
    write("node_modules/cjs-named/package.json", '{"name":"cjs-named","main":"m.js"}');
    write("node_modules/cjs-named/m.js", "exports.named = 3; exports.other = 4;");
    write("data.json", '{ "a": 1 }');
    write("x.ts", "export {}");
  });
  test.each(Object.entries(sequences))("%s", async (_, steps) => follow(steps));
});
