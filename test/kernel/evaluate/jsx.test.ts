import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cells, startCells } from "./cells.js";

let folder: string;
let cells: Cells;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "preplab-jsx-"));
});
afterEach(() => {
  cells.dispose();
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, content: string | object): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
}

/** a package whose elements are plain text: `name(type|text)` */
function installRuntime(name: string): void {
  const mark = JSON.stringify(name);
  const make = `const make = (type, props) => ${mark} + "(" + (type.name ?? type) + "|" + [].concat(props?.children ?? []).join("") + ")";`;
  const exports = { ".": "./index.js", "./jsx-runtime": "./jsx-runtime.js" };
  write(`node_modules/${name}/package.json`, { name, version: "1.0.0", exports });
  write(
    `node_modules/${name}/jsx-runtime.js`,
    `${make} module.exports = { jsx: make, jsxs: make, Fragment: "frag" };`,
  );
  write(
    `node_modules/${name}/index.js`,
    `${make} exports.createElement = (type, props, ...children) => make(type, { children }); exports.Fragment = "classic";`,
  );
}

test("JSX becomes calls of React's automatic runtime", async () => {
  installRuntime("react");
  cells = startCells(folder);
  expect(await cells.value("const el = <div class='a'>hi{1 + 1}</div>; el")).toBe(
    "'react(div|hi2)'",
  );
  expect(await cells.value("function Panel() { return <b/> }; <><Panel>x</Panel></>")).toBe(
    "'react(frag|react(Panel|x))'",
  );
  expect(await cells.value("const later = () => <i>{el}</i>; 1")).toBe("1");
  expect(await cells.value("later()")).toBe("'react(i|react(div|hi2))'");
});

test("casts and generic arrows are no JSX", async () => {
  cells = startCells(folder);
  expect(await cells.value("const id = <T>(x: T) => x; <number>id(3)")).toBe("3");
});

test.each([
  ["/** @jsxImportSource preact */ <p>1</p>", "'preact(p|1)'"],
  ["/** @jsxRuntime classic */ import * as React from 'react'; <p>1</p>", "'react(p|1)'"],
  ["/** @jsx h */\nconst h = (type: string) => 'h ' + type; <p>1</p>", "'h p'"],
  [
    "/* @jsx h @jsxFrag all */ const h = (type: string) => 'h ' + type, all = 'all'; <>1</>",
    "'h all'",
  ],
])("pragmas say what it becomes: %s", async (code, value) => {
  installRuntime("react");
  installRuntime("preact");
  cells = startCells(folder);
  expect(await cells.value(code)).toBe(value);
});

test.each([
  [{ jsx: "react-jsx", jsxImportSource: "preact" }, "<p>1</p>", "'preact(p|1)'"],
  [{ jsx: "react" }, "import React from 'react'; <>1</>", "'react(classic|1)'"],
  [{ jsx: "react", jsxFactory: "h" }, "const h = (type: string) => type; <p>1</p>", "'p'"],
  [{ jsx: "preserve" }, "<p>1</p>", "'react(p|1)'"],
])("tsconfig.json says what it becomes: %j", async (compilerOptions, code, value) => {
  installRuntime("react");
  installRuntime("preact");
  write("tsconfig.json", { compilerOptions });
  cells = startCells(folder);
  expect(await cells.value(code)).toBe(value);
});

test(".tsx and .jsx files hold JSX too", async () => {
  installRuntime("react");
  installRuntime("preact");
  write("view.tsx", "export const view = (n: number) => <p>{n}</p>;");
  write("other.jsx", "/** @jsxImportSource preact */\nexport const other = <p>2</p>;");
  cells = startCells(folder);
  expect(
    await cells.value(
      'import { view } from "./view"; import { other } from "./other"; [view(1), other]',
    ),
  ).toBe("[ 'react(p|1)', 'preact(p|2)' ]");
});

test("without a runtime the error says which package to install", async () => {
  cells = startCells(folder);
  expect(await cells.value("<div>hi</div>")).toMatch(
    /^Error: JSX needs 'react', which is not installed here\. Install it with: %npm add react\./,
  );
});

test("an error in JSX has its place in the cell", async () => {
  installRuntime("react");
  cells = startCells(folder);
  const { error } = await cells.run(
    "const el: string =\n  <div>\n    {(null as any).boom}\n  </div>",
  );
  expect(error?.frames[0]).toMatchObject({ source: "Cell [1]", line: 3, column: 20 });
});
