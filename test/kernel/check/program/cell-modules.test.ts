import { beforeEach, expect, test } from "vitest";
import { parseCell } from "../../../../kernel/cell/parse-cell.js";
import {
  type CellModules,
  createCellModules,
} from "../../../../kernel/check/program/cell-modules.js";

const NONE: ReadonlySet<string> = new Set();
const HUB = 'import * as __preplab from "./.preplab-hub";';
let modules: CellModules;

beforeEach(() => {
  modules = createCellModules({
    preloaded: [
      { name: "tf", module: "@tensorflow/tfjs" },
      { name: "layers", module: "preplab" },
    ],
    moduleOf: ({ module }) => `/lib/${module}`,
  });
});

const add = (code: string) => modules.add(parseCell(code));

test("a header imports only what is mentioned, and declares variables so that they can be assigned", () => {
  add("let n = 1; class C {}");
  add("const other = 2");
  expect(modules.header(["n", "C", "unknown"], NONE)).toBe(
    `${HUB} declare let n: typeof __preplab.n$1; import C = __preplab.C$1;;`,
  );
  expect(modules.readingHeader(["n"], NONE)).toBe(`${HUB} import n = __preplab.n$1;;`);
});

test("a header leaves out what the cell itself declares", () => {
  add("let n = 1");
  expect(modules.header(["n"], new Set(["n"]))).toBe(`${HUB};`);
});

test("the newest declaration of a name wins, and the slot of the old one is freed", () => {
  add("let n = 1");
  add("const n = 'a'");
  expect(modules.header(["n"], NONE)).toContain("import n = __preplab.n$2;");
  expect(modules.kindOf("n")).toBe("const");
  expect(modules.slotText(0)).toBe(`${HUB};\nexport {};`);
});

test("a cell that another still uses keeps its slot", () => {
  add("class A {}");
  add("let a = new A()");
  add("class A { x = 1 }");
  expect(modules.slotText(0)).toContain("class A {}");
  add("let a = 1");
  expect(modules.slotText(0)).not.toContain("class A");
});

test("a preloaded library enters the hub with its first mention and then stays", () => {
  expect(modules.hubText()).toBe("");
  modules.header(["tf"], NONE);
  expect(modules.hubText()).toBe('export * as tf$0 from "/lib/@tensorflow/tfjs";');
  modules.clear();
  expect(modules.isLoaded("tf")).toBe(true);
});

test("a cell may take the name of a preloaded one until all cells are cleared", () => {
  add("const layers = 3");
  expect(modules.isPreloaded("layers")).toBe(false);
  expect(modules.header(["layers"], NONE)).toContain("__preplab.layers$1");
  modules.clear();
  expect(modules.header(["layers"], NONE)).toContain("__preplab.layers$0");
});

test("what a cell exports itself is not exported twice", () => {
  add("export const a = 1; const b = 2; export { b as c }");
  expect(modules.slotText(0).split("\n").at(-1)).toBe("export { b };");
  expect(modules.hubText()).toBe('export { a as a$1, b as b$1 } from "./.preplab-cell-0";');
});

test("imports of a cell are left to later cells", () => {
  add('import { readFile as rf } from "node:fs"');
  expect(modules.header(["rf"], NONE)).toContain("import rf = __preplab.rf$1;");
});

test("a cell without names takes no slot", () => {
  add("1 + 1");
  expect(modules.slotCount()).toBe(0);
});

test("cells share a slot as long as their names mean the same", () => {
  add("let a = 1");
  add("let b = a");
  add("const c = b + a");
  expect(modules.slotCount()).toBe(1);
  expect(modules.slotText(0).split("\n")).toEqual([
    `${HUB};`,
    ";",
    "let a = 1",
    "export { a };",
    ";",
    "let b = a",
    "export { b };",
    ";",
    "const c = b + a",
    "export { c };",
  ]);
});

test("a cell that declares a name anew, or means another by it, goes to a slot of its own", () => {
  add("let a = 1");
  add("let a = 'x'; let keep = 2");
  expect(modules.slotText(0)).toBe(`${HUB};\nexport {};`);
  add("let b = a");
  expect(modules.slotText(1)).toContain("let b = a");
  add("let a = true");
  expect(modules.slotText(0)).toContain("let a = true");
  add("let d = a");
  expect(modules.slotText(0)).toContain("let d = a");
});

test("a full slot takes no further cells", () => {
  add(`let long = "${"x".repeat(5000)}"`);
  add("let next = 1");
  expect(modules.slotCount()).toBe(2);
});
