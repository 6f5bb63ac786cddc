import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import {
  formatDiagnostics,
  plainDiagnostics,
} from "../../../../kernel/check/diagnostics/format-diagnostic.js";

const source = 'const a = 1;\nconst s: string = "😀" + a * 2;\nconst n: number = s;';
const finding = {
  code: 2322,
  message: "Type 'string' is not assignable to type 'number'.",
  start: source.lastIndexOf("n: number"),
  end: source.lastIndexOf("n: number") + 1,
};

test("the plain text names number, cell, 1-based line and column, and underlines the place", () => {
  expect(plainDiagnostics(source, [finding], "Cell [3]")).toBe(
    [
      "TypeScriptError: TS2322: Type 'string' is not assignable to type 'number'.",
      "    at Cell [3]:3:7",
      "",
      "  1 | const a = 1;",
      '  2 | const s: string = "😀" + a * 2;',
      "> 3 | const n: number = s;",
      "    |       ^",
    ].join("\n"),
  );
});

test("the traceback is the plain text in colour", () => {
  const { ename, evalue, traceback } = formatDiagnostics(source, [finding], "Cell [3]");
  expect(ename).toBe("TypeScriptError");
  expect(evalue).toBe("TS2322: Type 'string' is not assignable to type 'number'.");
  const text = traceback.join("\n");
  expect(text).not.toBe(stripVTControlCharacters(text));
  expect(stripVTControlCharacters(text)).toBe(plainDiagnostics(source, [finding], "Cell [3]"));
});

test("a range over several lines is underlined to the end of its first line", () => {
  const text = plainDiagnostics(
    "f(\n1)",
    [{ code: 1, message: "m", start: 0, end: 5 }],
    "Cell [1]",
  );
  expect(text).toContain("> 1 | f(\n    | ^^\n  2 | 1)");
});

test("a syntax problem at the end of the code has no number and one caret", () => {
  const text = plainDiagnostics(
    "f(",
    [{ message: "m", start: 2, end: 2 }],
    "Cell [1]",
    "SyntaxError",
  );
  expect(text).toBe("SyntaxError: m\n    at Cell [1]:1:3\n\n> 1 | f(\n    |   ^");
});

test("after ten findings only the number of the others is said", () => {
  const many = Array.from({ length: 13 }, () => finding);
  const text = plainDiagnostics(source, many, "Cell [1]");
  expect(text.match(/TS2322/g)).toHaveLength(10);
  expect(text.endsWith("… and 3 more")).toBe(true);
});
