import { expect, test } from "vitest";
import { parseCell } from "../../../kernel/cell/parse-cell.js";
import { scriptPositions } from "../../../kernel/debug/script-positions.js";
import { transformCell } from "../../../kernel/evaluate/transform-cell.js";

const positionsOf = (code: string) => {
  const transformed = transformCell(parseCell(code), new Map(), () => ({ options: {} }));
  return { ...scriptPositions(transformed), script: transformed.code.split("\n") };
};

test("plain JavaScript stands one line further down", () => {
  const { toScript, toSource } = positionsOf("let a = 1;\na;");
  expect(toScript(2)).toEqual({ lineNumber: 2, columnNumber: 0 });
  expect(toSource({ lineNumber: 2, columnNumber: 4 })).toEqual({ line: 2, column: 5 });
});

test("a line of TypeScript is found where it went, and back", () => {
  const { toScript, toSource, script } = positionsOf(
    "interface A {\n  x: number;\n}\n\nfunction f(a: A) {\n  return a.x as number;\n}",
  );
  const location = toScript(6);
  expect(script[location?.lineNumber ?? -1]?.trim()).toBe("return a.x;");
  expect(location && toSource(location)?.line).toBe(6);
});

test("a line without code of its own is found at the next one that has some", () => {
  const { toScript, script } = positionsOf("type T = number;\nlet a: T = 1;");
  expect(script[toScript(1)?.lineNumber ?? -1]).toBe("let a = 1;");
});

test("neither the kernel's head nor what follows the last statement is in the cell", () => {
  for (const code of ["1;", "import { join } from 'node:path';\nlet a: string = join('b');"]) {
    const { toSource, script } = positionsOf(code);
    expect(toSource({ lineNumber: 0, columnNumber: 0 })).toBeUndefined();
    expect(toSource({ lineNumber: script.length, columnNumber: 20 })).toBeUndefined();
  }
});
