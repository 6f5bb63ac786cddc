import { describe, expect, test } from "vitest";
import { isComplete } from "../../../kernel/cell/is-complete.js";

describe("complete", () => {
  test.each([
    "",
    "  ",
    "1 + 1",
    "// foo(",
    "/[({]/.test(x)",
    "x = '({['",
    "`$" + "{a}`",
    "`a $" + "{`b $" + "{c}`} d`",
    "if (a) b",
    "a\n  .b()",
    "let x = 1; let x = 2",
    "await f(); for await (const x of y) {}",
    "function f(): void; function f() {}",
    "{ a: 1, b: 2 }",
    "({ a = 1 }) => a",
    "import('x')",
    "try {} finally {}",
    "model?",
    "?tf.tensor",
    "const a = 1\na??",
  ])("%j", (code) => expect(isComplete(code)).toEqual({ status: "complete" }));
});

describe("invalid", () => {
  test.each([
    "import = 7q",
    "let 1 = ",
    "'abc",
    "x = /abc",
    "}",
    "foo(]",
    "a b",
    "const x",
    "return 1",
    "throw",
    "0x",
    "case 1:",
    "import()",
    "({ a = 1 })",
    "let s = 'it''s'",
    "{ a: 1, ) }",
    "function f() { await 1 }",
  ])("%j", (code) => expect(isComplete(code)).toEqual({ status: "invalid" }));
});

describe("incomplete, with the indentation of the next line", () => {
  test.each([
    ["foo(", "  "],
    ["foo(1,", "  "],
    ["foo(\n  a,", "  "],
    ["x = [1, 2", "  "],
    ["if (a) {", "  "],
    ["if (a) { x = ')'", "  "],
    ["if (x)", "  "],
    ["if (a) {}\nelse", "  "],
    ["for (const x of [1, 2])", "  "],
    ["() =>", "  "],
    ["a +", "  "],
    ["1 +\n  2 +", "  "],
    ["a.", "  "],
    ["const x =", "  "],
    ["class A {\n    b() {", "        "],
    ["function f() {\n\tif (a) {", "\t\t"],
    ["(a, b) => {\n  return a;", "  "],
    ["if (a) {\n  b;\n} else {", "  "],
    ["function f()", "  "],
    ["export async function f()", "  "],
    ["switch (a) {\n  case 1:", "    "],
    ["foo( // {", "  "],
    ["`abc", ""],
    ["  `abc $" + "{1} d", ""],
    ["`abc $" + "{", "  "],
    ["/* abc", ""],
    ["'abc\\", ""],
    ["try {}", ""],
    ["@dec", ""],
    ["{ a: 1,", "  "],
    ["{ a: 1, b: 2", "  "],
    ["({ a = 1", "  "],
    ["import('x'", "  "],
    ["import {", "  "],
    ["x = {\n  a: 1,\n\n", "  "],
  ])("%j", (code, indent) => expect(isComplete(code)).toEqual({ status: "incomplete", indent }));
});
