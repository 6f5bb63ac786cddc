import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cells, startCells } from "./cells.js";
import { writeInto } from "./write-into.js";

let cells: Cells;
beforeAll(() => {
  cells = startCells(mkdtempSync(join(tmpdir(), "preplab sources é ")));
});
afterAll(() => {
  cells.dispose();
  rmSync(cells.folder, { recursive: true, force: true });
});

const write = writeInto(() => cells.folder);

describe("a specifier", () => {
  const typed = (value: string) => `export const v: string = "${value}";`;
  const cases: [specifier: string, path: string, text: string][] = [
    ["./plain.ts", "plain.ts", typed("ok")],
    ["./bare", "bare.ts", typed("ok")],
    ["./compiled.js", "compiled.ts", typed("ok")],
    ["./folder", "folder/index.ts", typed("ok")],
    ["./folder2/", "folder2/index.ts", typed("ok")],
    ["./m.mts", "m.mts", typed("ok")],
    ["./m2.mjs", "m2.mts", typed("ok")],
    ["./c.cts", "c.cts", "const v: string = 'ok'; export = { v };"],
    ["./c2.cjs", "c2.cts", "module.exports.v = 'ok' as string;"],
    [
      "./common.ts",
      "common.ts",
      "import os = require('node:os'); module.exports.v = os ? 'ok' : '';",
    ],
    ["./deep/../up", "up.ts", typed("ok")],
    ["./query.ts?one", "query.ts", typed("ok")],
    ["./d.json", "d.json", '{ "v": "ok", "a-b": 1 }'],
    ["./script.js", "script.js", "exports.v = 'ok';"],
    ["./module.mjs", "module.mjs", "export const v = 'ok';"],
    [
      "./enum.ts",
      "enum.ts",
      "export enum E { A = 'ok' } export const v = E.A; namespace N { export const q = 1 }",
    ],
    [
      "./types-only.ts",
      "types-only.ts",
      "import { Shape } from './shape'; export { type Shape } from './shape'; export const v: Shape = 'ok';",
    ],
    [
      "./names.ts",
      "names.ts",
      "export const v = __dirname.length > 0 && __filename.endsWith('names.ts') && require('node:os') ? 'ok' : ''",
    ],
  ];
  beforeAll(() => {
    write("shape.ts", "export type Shape = 'ok';");
    for (const [, path, text] of cases) write(path, text);
  });
  test.each(cases)("%s imports %s", async (specifier) => {
    expect(await cells.value(`import { v } from "${specifier}"; v`)).toBe("'ok'");
    expect(await cells.value(`const m = await import("${specifier}"); m.v ?? m.default.v`)).toBe(
      "'ok'",
    );
  });
  test.each(cases.filter(([specifier]) => !/\.m|query/.test(specifier)))(
    "%s is required as %s",
    async (specifier) => {
      expect(await cells.value(`require("${specifier}").v`)).toBe("'ok'");
    },
  );
});

test("JSON is imported with and without attributes, and is one object", async () => {
  write("both.json", '{ "a": [1], "b-c": 2 }');
  await cells.run('import one from "./both.json"');
  await cells.run('import two from "./both.json" with { type: "json" }');
  expect(
    await cells.value('import { a, "b-c" as c } from "./both.json"; [a === one.a, one === two, c]'),
  ).toBe("[ true, true, 2 ]");
});

test("a missing file says who looked for it", async () => {
  expect(await cells.value('import "./nowhere.ts"')).toMatch(
    /^Error: Cannot find module .*nowhere\.ts/,
  );
});

describe("an edit", () => {
  test("gives the new code to the next import", async () => {
    write("edited.ts", "export const f = () => 1;");
    expect(await cells.value('import { f } from "./edited.ts"; f()')).toBe("1");
    write("edited.ts", "export const f = (): number => 22;");
    expect(await cells.value("f()")).toBe("1");
    expect(await cells.value('import { f } from "./edited.ts"; f()')).toBe("22");
    expect(await cells.value('(await import("./edited")).f()')).toBe("22");
  });

  test("of a file that an imported file imports counts, and the others keep their state", async () => {
    write("state.ts", "export const state = { n: 0 };");
    write("leaf.ts", "export const leaf = 1;");
    write(
      "branch.ts",
      "import { leaf } from './leaf'; import { state } from './state.js'; export const both = () => [leaf, ++state.n];",
    );
    expect(await cells.value('import { both } from "./branch.ts"; both()')).toBe("[ 1, 1 ]");
    write("leaf.ts", "export const leaf: number = 10;");
    expect(await cells.value('import { both } from "./branch.ts"; both()')).toBe("[ 10, 2 ]");
  });

  test("of JSON counts", async () => {
    write("edited.json", "[1]");
    expect(await cells.value('import list from "./edited.json"; list')).toBe("[ 1 ]");
    write("edited.json", "[1, 2]");
    expect(await cells.value('import list from "./edited.json"; list')).toBe("[ 1, 2 ]");
  });

  test("counts for require too, also of what the file requires", async () => {
    write("inner.cts", "module.exports = 1 as number;");
    write("outer.js", "module.exports = () => require('./inner.cts');");
    write("outer2.js", "const inner = require('./inner.cts'); module.exports = () => inner;");
    expect(await cells.value('[require("./outer")(), require("./outer2")()]')).toBe("[ 1, 1 ]");
    write("inner.cts", "module.exports = 12 as number;");
    expect(await cells.value('[require("./outer")(), require("./outer2")()]')).toBe("[ 12, 12 ]");
  });

  test("mends a file that failed", async () => {
    write("failing.ts", "import { x } from './later.ts'; export const y = x;");
    expect(await cells.value('import { y } from "./failing.ts"; y')).toMatch(
      /^Error: Cannot find module/,
    );
    write("later.ts", "export const x = (null as any).boom;");
    expect(await cells.value('import { y } from "./failing.ts"; y')).toMatch(/^TypeError/);
    write("later.ts", "export const x: number = 3;");
    expect(await cells.value('import { y } from "./failing.ts"; y')).toBe("3");
  });

  test("that breaks the syntax is reported with its place, and mended by the next", async () => {
    write("broken.ts", "export const a = 1;\nexport const b: = 2;\n");
    expect(await cells.value('import { b } from "./broken.ts"')).toMatch(
      /^SyntaxError: broken\.ts:2:17: [\s\S]*> 2 \| export const b: = 2;\n/,
    );
    expect(await cells.value('require("./broken.ts")')).toMatch(/^SyntaxError: broken\.ts:2:17/);
    write("broken.ts", "export const b: number = 2;\n");
    expect(await cells.value('import { b } from "./broken.ts"; b')).toBe("2");
  });
});

test.each(["import", "require"])(
  "an error thrown in a file has its TypeScript lines (%s)",
  async (way) => {
    write(
      "throws.ts",
      'interface A {\n  a: 1\n}\nexport function boom(a: A): never {\n  throw new Error("boom" + a.a);\n}\n',
    );
    const call = way === "import" ? '(await import("./throws.ts"))' : 'require("./throws.ts")';
    const { error } = await cells.run(`${call}.boom({ a: 1 })`);
    expect(error?.frames[0]).toMatchObject({
      functionName: "boom",
      source: "throws.ts",
      line: 5,
      column: 9,
    });
  },
);

test("files get the kernel's own library and tfjs", async () => {
  write(
    "own.ts",
    'import * as tf from "@tensorflow/tfjs"; import { layers } from "preplab"; export const parts = { tf, layers };',
  );
  expect(
    await cells.value(
      'import { parts } from "./own"; [parts.tf.Tensor === tf.Tensor, parts.layers === layers]',
    ),
  ).toBe("[ true, true ]");
});

test("packages that are modules alone, or CommonJS with named exports, are imported", async () => {
  write(
    "node_modules/esm-only/package.json",
    '{"name":"esm-only","type":"module","exports":{"import":"./i.js"}}',
  );
  write("node_modules/esm-only/i.js", "export default 1; export const named = 2;");
  write("node_modules/cjs/package.json", '{"name":"cjs","main":"m.js"}');
  write("node_modules/cjs/m.js", "exports.named = 3; exports.other = 4;");
  expect(
    await cells.value(
      'import one, { named } from "esm-only"; import { named as three } from "cjs"; [one, named, three]',
    ),
  ).toBe("[ 1, 2, 3 ]");
});

if (Number(process.versions.node.split(".")[0]) >= 24) {
  test("WebAssembly is imported where Node.js can", async () => {
    const module = [
      0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 127, 3, 2, 1, 0, 7, 5, 1, 1, 102,
    ].concat([0, 0, 10, 6, 1, 4, 0, 65, 7, 11]);
    writeFileSync(join(cells.folder, "seven.wasm"), Uint8Array.from(module));
    const fresh = startCells(cells.folder);
    try {
      expect(await fresh.value('import { f } from "./seven.wasm"; f()')).toBe("7");
    } finally {
      fresh.dispose();
    }
  });
}
