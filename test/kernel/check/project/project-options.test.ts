import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseCell } from "../../../../kernel/cell/parse-cell.js";
import {
  createChecker,
  type TypescriptChecker,
} from "../../../../kernel/check/typescript-checker.js";
import { writeInto } from "../../evaluate/write-into.js";

let folder: string;
let started: TypescriptChecker | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "preplab-options-"));
});
afterEach(() => {
  started?.dispose();
  started = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const write = writeInto(() => folder);

function checker(): TypescriptChecker {
  started ??= createChecker({ cwd: folder, signatureWaitMs: 10_000 });
  return started;
}

/** number and place of each error; a cell without any joins the session */
async function errors(code: string): Promise<string[]> {
  const cell = parseCell(code);
  const found = await checker().check(cell);
  if (found?.length === 0) checker().commit(cell);
  return (found ?? []).map(({ code: number, start, end }) => `${number} ${code.slice(start, end)}`);
}
async function messages(code: string): Promise<string[]> {
  return ((await checker().check(parseCell(code))) ?? []).map(({ message }) => message);
}

describe("tsconfig.json", () => {
  test.each([
    [{ strict: false }, "const s: string = null as null", []],
    [{}, "const s: string = null as null", ["2322 s"]],
    [{ noUncheckedIndexedAccess: true }, "const s: string = ['a'][0]", ["2322 s"]],
    [{ strict: true }, "const f = (x) => x", ["7006 x"]],
    [{ noImplicitAny: true }, "let later; let list = []; list.push(1)", []],
    [{ exactOptionalPropertyTypes: true }, "const o: { a?: 1 } = { a: undefined }", ["2375 o"]],
    [{ noImplicitOverride: true }, "class A { m() {} } class B extends A { m() {} }", ["4114 m"]],
    [{ noUnusedLocals: true, noUnusedParameters: true }, "const used = (later: 1) => 1", []],
    [{ verbatimModuleSyntax: true, isolatedModules: true }, "import { Stats } from 'node:fs'", []],
    [{ lib: ["es2020"] }, "[1].toSorted()", ["2550 toSorted"]],
    [{ lib: ["esnext", "dom"] }, "document.title; new WebAssembly.Memory({ initial: 1 })", []],
    [{}, "import { f } from './some.wasm'; f()", []],
    [{}, "const n: number = new WebAssembly.Memory({ initial: 1 }).buffer", ["2322 n"]],
    [{ module: "commonjs", target: "es5", moduleResolution: "node" }, "await 1", []],
    [
      { experimentalDecorators: true },
      "function d(target: object, key: string) {} class C { @d a = 1 }",
      [],
    ],
    [{}, "function d(target: object, key: string) {} class C { @d a = 1 }", ["1240 d"]],
  ])("%j is honoured: %s", async (compilerOptions, code, expected) => {
    write("tsconfig.json", { compilerOptions });
    expect(await errors(code)).toEqual(expected);
  });

  test("is the nearest above, with comments, and extends packages", async () => {
    write("node_modules/@base/config/package.json", { name: "@base/config" });
    write("node_modules/@base/config/tsconfig.json", {
      compilerOptions: { noUncheckedIndexedAccess: true },
    });
    write("tsconfig.json", '{ // ours\n "extends": "@base/config/tsconfig.json", }');
    started = createChecker({ cwd: join(folder, "deep") });
    mkdirSync(join(folder, "deep"));
    expect(await errors("const s: string = ['a'][0]")).toEqual(["2322 s"]);
  });

  test("that is broken leaves the defaults", async () => {
    write("tsconfig.json", '{ "compilerOptions": { "strict": false, ');
    expect(await errors("const s: string = null as null")).toEqual(["2322 s"]);
  });

  test("gives types that are no imports", async () => {
    write("node_modules/@types/magic/index.d.ts", "declare const magic: number;");
    write("tsconfig.json", { compilerOptions: { types: ["magic"] } });
    expect(await errors("const s: string = magic; console.log(1)")).toEqual(["2322 s"]);
  });

  test("gives aliases, of which an edit is seen at once", async () => {
    write("tsconfig.json", { compilerOptions: { baseUrl: "src", paths: { "@/*": ["./lib/*"] } } });
    write("src/lib/one.ts", 'import { two } from "./two"; export const one: number = two;');
    write("src/lib/two.ts", "export const two = 2;");
    expect(await errors('import { one } from "@/one"; import { two } from "lib/two"')).toEqual([]);
    expect(await errors("one.length; two.length")).toEqual(["2339 length", "2339 length"]);
    expect(await errors("import { join } from 'node:path'; join(1)")).toEqual(["2345 1"]);
    write("src/lib/two.ts", "export const two: string = 'two';");
    expect(await errors('import { two } from "@/two"; two.length')).toEqual([]);
  });
});

describe("npm: specifiers", () => {
  beforeEach(() => {
    write("node_modules/typed/package.json", { name: "typed", version: "2.1.0", types: "i.d.ts" });
    write(
      "node_modules/typed/i.d.ts",
      "declare const d: { n: number }; export default d; export type T = 'a'; export const m: string;",
    );
    write("node_modules/assigned/package.json", {
      name: "assigned",
      version: "1.0.0",
      types: "i.d.ts",
    });
    write(
      "node_modules/assigned/i.d.ts",
      "declare function f(): number; declare namespace f { type T = 1 } export = f;",
    );
  });

  test("have the types of the installed package, in later cells too", async () => {
    expect(await errors('import d, { m, type T } from "npm:typed@2"; const t: T = "a"')).toEqual(
      [],
    );
    expect(await errors("const t: T = 'b'; d.n.length; m.length")).toEqual([
      "2322 t",
      "2339 length",
    ]);
    expect(await errors('import f from "npm:assigned"; const one: f.T = 1; f().length')).toEqual([
      "2339 length",
    ]);
    expect(
      await errors('import * as all from "npm:typed@^2.0.0"; all.m.length; all.default.x'),
    ).toEqual(["2339 x"]);
  });

  test("say how a package can be had that is not there", async () => {
    expect(await messages('import d from "npm:typed@3"')).toEqual([
      '"npm:typed@3": typed must satisfy 3. Installed: 2.1.0. Install another with: %npm add typed@3',
    ]);
    expect(await messages('import d from "npm:absent"')).toEqual([
      '"npm:absent": absent is not installed here. Install it with: %npm add absent',
    ]);
    expect((await messages('import d from "jsr:@std/path"'))[0]).toContain("npx jsr add @std/path");
    expect(await messages('import d from "absent/file"')).toEqual([
      "Cannot find package 'absent'. Install it with: %npm add absent",
    ]);
    expect((await messages('import d from "./absent"'))[0]).toContain(
      "Cannot find module './absent'",
    );
  });

  test("see a package that was installed meanwhile", async () => {
    expect(await errors('import { x } from "fresh"')).toEqual(['2307 "fresh"']);
    expect(await errors('import { x } from "npm:fresh@1"')).toEqual(['2307 "npm:fresh@1"']);
    write("node_modules/fresh/package.json", { name: "fresh", version: "1.0.0", types: "i.d.ts" });
    write("node_modules/fresh/i.d.ts", "export declare const x: number;");
    expect(await errors('import { x } from "fresh"; x.length')).toEqual(["2339 length"]);
    expect(await errors('import { x } from "npm:fresh@1"; x.length')).toEqual(["2339 length"]);
  });
});

describe("JSX", () => {
  const types = (name: string) =>
    `export namespace JSX { interface Element { ${name}: true } interface IntrinsicElements { p: { id?: string; children?: unknown } } interface ElementChildrenAttribute { children: {} } } export const jsx: unknown, jsxs: unknown, Fragment: (props: object) => JSX.Element;`;
  const install = (name: string) => {
    const exports = { "./jsx-runtime": { types: "./r.d.ts" }, ".": { types: "./i.d.ts" } };
    write(`node_modules/${name}/package.json`, { name, version: "1.0.0", exports });
    write(`node_modules/${name}/r.d.ts`, types(name));
    write(
      `node_modules/${name}/i.d.ts`,
      `export * from "./r"; export declare function createElement(): unknown;`,
    );
  };

  test("is checked with React's types", async () => {
    install("react");
    expect(
      await errors("const el = <p id='a'>hi</p>; const view = (n: number) => <><p>{n}</p></>"),
    ).toEqual([]);
    expect(await errors("el.react; view('x').nothing; <q/>; <p id={1}/>")).toEqual([
      "2345 'x'",
      "2339 nothing",
      "2339 <q/>",
      "2322 id",
    ]);
    expect(await errors("function Panel({ n }: { n: number }) { return <p>{n}</p> }")).toEqual([]);
    expect(await errors("<Panel n={1}/>; <Panel n='1'/>")).toEqual(["2322 n"]);
  });

  test("is checked as pragmas and tsconfig.json say", async () => {
    install("react");
    install("preact");
    write("tsconfig.json", { compilerOptions: { jsx: "react-jsx", jsxImportSource: "preact" } });
    expect(await errors("const a = <p/>; a.preact")).toEqual([]);
    expect(await errors("/** @jsxImportSource react */ const b = <p/>; b.react; b.preact")).toEqual(
      ["2551 preact"],
    );
    expect(await errors("a.preact; a.react")).toEqual(["2551 react"]);
  });

  test("without a runtime says which package to install", async () => {
    const [message, ...more] = await messages("<p>hi</p>");
    expect(message).toMatch(
      /^JSX needs 'react', which is not installed here\. Install it with: %npm add react\./,
    );
    expect(more).toEqual([]);
  });

  test("without types is no error", async () => {
    write("node_modules/react/package.json", {
      name: "react",
      version: "1.0.0",
      exports: { "./jsx-runtime": "./r.js" },
    });
    write("node_modules/react/r.js", "exports.jsx = () => 1;");
    expect(await errors("const el = <p>hi</p>; el.anything")).toEqual([]);
  });

  test("leaves casts and generics of other cells alone", async () => {
    install("react");
    expect(await errors("const el = <p/>; const id = <T,>(x: T) => x")).toEqual([]);
    expect(
      await errors("const same = <T>(x: T) => x; const n = <number>same(1); el.react"),
    ).toEqual([]);
    expect(await errors("id(n).length")).toEqual(["2339 length"]);
  });

  test("is completed", async () => {
    install("react");
    const code = "const el = <p>{Mat</p>";
    const { items } = await checker().complete(code, code.indexOf("</p"));
    expect(items.map(({ text }) => text)).toContain("Math");
  });
});
