import { expect, test } from "vitest";
import { parseCell } from "../../../../kernel/cell/parse-cell.js";
import { isSelfEvident } from "../../../../kernel/check/shortcuts/self-evident.js";

test.each([
  "1 + 1",
  "-3 * (2 ** 8) % 5;",
  '"a" + 1 + true',
  "1 < 2",
  "10n * 3n",
  "",
  "null",
  "1;\n'two'",
  "let x = 5; x + 1",
  "const a = 'x', b = a + 1; b",
])("%j needs no language server", (code) => {
  expect(isSelfEvident(parseCell(code))).toBe(true);
});

test.each([
  '1 - "a"',
  "x",
  "[1]",
  "1 + null",
  "2n ** -1n",
  "1 === 2",
  "let a: string = 1",
  "let a = b",
  "let a = 1; let a = 2",
  "let a = 'x'; a * 2",
  "a + 1; let a = 1",
  "const a = 1; a = 2",
  "var a = 1",
  "let undefined = 1",
  "let [a] = 'x'",
  "f()",
  "1 +",
  "+'1'",
  "1n + 1",
])("%j is left to the language server", (code) => {
  expect(isSelfEvident(parseCell(code))).toBe(false);
});
