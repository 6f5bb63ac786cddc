import { describe, expect, test } from "vitest";
import { isComplete } from "../../../kernel/cell/is-complete.js";
import { magicCompletions } from "../../../kernel/cell/magic-completions.js";
import { askableCode, splitMagics } from "../../../kernel/cell/magics.js";

describe("splitMagics", () => {
  test.each<[text: string, magics: [name: string, args: string][], code: string]>([
    ["1 + 1", [], "1 + 1"],
    ["%typecheck off", [["typecheck", "off"]], "              "],
    [
      "\n  %cd  ~/data \n// why\n!ls -l\nconst a = 1",
      [
        ["cd", "~/data"],
        ["sh", "ls -l"],
      ],
      "\n              \n// why\n      \nconst a = 1",
    ],
    ["%time f(1)\ng()", [["time", ""]], "      f(1)\ng()"],
    ["%%time\nf()", [["time", ""]], "      \nf()"],
    [
      "%time\n%typecheck warn\nf()",
      [
        ["time", ""],
        ["typecheck", "warn"],
      ],
      "     \n               \nf()",
    ],
    ["%timeit -n 5 f()\ng()", [["timeit", "-n 5"]], "                \ng()"],
    [
      "%timeit f()\n%timeit -q\n%cd x\ng()",
      [
        ["timeit", ""],
        ["timeit", "-q"],
      ],
      "           \n          \n     \n   ",
    ],
    ["%%timeit -r 3 let a = 1\ng(a)", [["timeit", "-r 3"]], "                       \n    "],
    ["%%bash\nls\n%cd x\n", [["bash", "ls\n%cd x\n"]], "      \n  \n     \n"],
    ["!echo a \\\n  b\n1", [["sh", "echo a \\\n  b"]], "         \n   \n1"],
    ["%env A=1\r\nx", [["env", "A=1"]], "        \r\nx"],
    ["%nosuch", [["nosuch", ""]], "       "],
    ["const b = 7\n%who", [], "const b = 7\n%who"],
    ["!./run.sh", [["sh", "./run.sh"]], "         "],
    ["!/bin/ls", [["sh", "/bin/ls"]], "        "],
    ["! git status", [["sh", " git status"]], "            "],
    ["!=1", [], "!=1"],
    ["!/re/g.test('a')", [], "!/re/g.test('a')"],
    ["!!x", [], "!!x"],
    ["!(a)", [], "!(a)"],
    ["!done", [], "!done"],
    ["!done && x", [], "!done && x"],
    ["!true", [], "!true"],
    ["!tf.x", [], "!tf.x"],
    ["!Number(1)", [], "!Number(1)"],
    ["!await x", [], "!await x"],
  ])("%j", (text, magics, code) => {
    const split = splitMagics(text, (name) => name === "done");
    expect(split.magics.map(({ name, args }) => [name, args])).toEqual(magics);
    expect(split.code).toBe(code);
  });
});

test.each([
  ["%typecheck off", "complete"],
  ["!ls", "complete"],
  ["%time f(", "incomplete"],
  ["%cd x\nif (a) {", "incomplete"],
  ["%cd x\nconst = 1", "invalid"],
  ["%timeit f(", "complete"],
  ["%timeit f(\n", "complete"],
  ["%%timeit let a = 1", "complete"],
  ["%%timeit", "incomplete"],
  ["%%timeit let a = 1\nf(", "incomplete"],
  ["%%timeit let a = 1\nf(a)", "complete"],
  ["%%bash", "incomplete"],
  ["%%bash\nls", "incomplete"],
  ["%%bash\nls\n", "complete"],
])("is_complete of %j is %s", (code, status) => {
  expect(isComplete(code).status).toBe(status);
});

test.each([
  ["%timeit -n 5 f(x)\ny", "             f(x)\ny"],
  ["%typecheck off\n%%timeit let a = 1\na + 1", "              \n         let a = 1\na + 1"],
  ["%time f(x)", "      f(x)"],
  ["%%bash\nls", "      \n  "],
])("what can be asked about in %j", (text, code) => {
  expect(askableCode(text)).toBe(code);
});

describe("magicCompletions", () => {
  test.each<[code: string, start: number, texts: string[] | undefined]>([
    ["%ty", 0, ["%typecheck"]],
    ["// x\n%wh", 5, ["%who", "%whos"]],
    ["%%ba", 0, ["%%bash"]],
    ["%typecheck w", 11, ["warn"]],
    ["%npm ", 5, ["add", "remove", "list"]],
    ["%time Mat", 0, undefined],
    ["const a = 7\n%ty", 0, undefined],
    ["a %ty", 0, undefined],
  ])("of %j", (code, start, texts) => {
    const found = magicCompletions(code, code.length);
    expect(found?.items.map(({ text }) => text)).toEqual(texts);
    if (texts !== undefined) expect(found).toMatchObject({ start, end: code.length });
  });
});
