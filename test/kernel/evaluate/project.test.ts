import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cells, startCells } from "./cells.js";

let folder: string;
let cells: Cells;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "preplab-project-"));
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

describe("tsconfig.json", () => {
  test("names folders that cells and files import from", async () => {
    write("base/tsconfig.json", { compilerOptions: { baseUrl: "../src" } });
    write(
      "tsconfig.json",
      '{ /* ours */ "extends": "./base/tsconfig.json", "compilerOptions": { "paths": { "@/*": ["./*"], "one": ["./lib/one.ts"], }, }, }',
    );
    write("src/lib/one.ts", 'import { two } from "@/lib/two"; export const one: number = two - 1;');
    write("src/lib/two.ts", "export const two = 2;");
    write("notebooks/here.ts", "export const here = 3;");
    cells = startCells(join(folder, "notebooks"));
    expect(await cells.value('import { two } from "@/lib/two"; two')).toBe("2");
    expect(await cells.value('import { one } from "one"; one')).toBe("1");
    expect(await cells.value('(await import("lib/two")).two')).toBe("2");
    expect(await cells.value('require("@/lib/two.js").two')).toBe("2");
    write("src/lib/two.ts", "export const two = 20 + 2;");
    expect(await cells.value('import { one } from "one"; one')).toBe("21");
  });

  test("chooses the decorators of cells and files", async () => {
    write("tsconfig.json", {
      compilerOptions: { experimentalDecorators: true, emitDecoratorMetadata: true },
    });
    const decorated =
      "const seen: string[] = []; function mark(target: object, key: string) { seen.push(key) } class D { @mark field = 1 }; ";
    write("decorated.ts", `${decorated} export { seen };`);
    cells = startCells(folder);
    expect(await cells.value(`${decorated} seen`)).toBe("[ 'field' ]");
    expect(await cells.value('import { seen as s } from "./decorated"; s')).toBe("[ 'field' ]");
  });

  test("that cannot be read changes nothing", async () => {
    write("tsconfig.json", '{ "compilerOptions": { "paths": ');
    write("a.ts", "export const a = 1;");
    cells = startCells(folder);
    expect(await cells.value('import { a } from "./a"; a')).toBe("1");
  });
});

describe("npm: specifiers", () => {
  beforeEach(() => {
    write("node_modules/left/package.json", { name: "left", version: "4.1.0", main: "i.js" });
    write("node_modules/left/i.js", "module.exports = (n) => n - 1;");
    write("node_modules/left/sub.js", "exports.sub = 5;");
    write("node_modules/@my/pkg/package.json", {
      name: "@my/pkg",
      version: "1.0.0-rc.1",
      type: "module",
      exports: "./m.js",
    });
    write("node_modules/@my/pkg/m.js", "export default 'mine';");
    cells = startCells(folder);
  });

  test.each([
    ['import left from "npm:left@4"; left(2)', "1"],
    ['import left from "npm:left"; left(2)', "1"],
    ['import left from "npm:left@latest"; left(2)', "1"],
    ['import { sub } from "npm:left@^4.0.0/sub.js"; sub', "5"],
    ['import m from "npm:@my/pkg@1.0.0-rc.1"; m', "'mine'"],
    ['(await import("npm:/@my/pkg@>=1.0.0-rc.0")).default', "'mine'"],
    ['require("npm:left@4")(8)', "7"],
  ])("%s", async (code, value) => {
    expect(await cells.value(code)).toBe(value);
  });

  test.each([
    [
      'import left from "npm:left@5"',
      'Error: "npm:left@5": left must satisfy 5. Installed: 4.1.0. Install another with: %npm add left@5',
    ],
    [
      'import x from "npm:@no/such@^2"',
      'Error: "npm:@no/such@^2": @no/such is not installed here. Install it with: %npm add @no/such@^2',
    ],
    [
      'import x from "jsr:@std/path"',
      'Error: "jsr:@std/path": packages of jsr.io are not imported by name. Add them with "npx jsr add @std/path", then import them without "jsr:".',
    ],
    [
      'await import("npm:")',
      'Error: "npm:" must be like npm:lodash@4 or npm:@scope/name@^1.2.0/file.js.',
    ],
  ])("%s fails and says what to do", async (code, message) => {
    expect(await cells.value(code)).toBe(message);
  });

  test("work in files", async () => {
    write("uses.ts", 'import left from "npm:left@4"; export const one: number = left(2);');
    expect(await cells.value('import { one } from "./uses"; one')).toBe("1");
  });
});

test("a package that is missing can be installed with %npm", async () => {
  cells = startCells(folder);
  expect(await cells.value('import "@scope/absent/file.js"')).toBe(
    "Error: Cannot find package '@scope/absent'. Install it with: %npm add @scope/absent",
  );
});
