import { expect, test } from "vitest";
import { questionOf } from "../../../kernel/cell/question.js";

test.each([
  ["model?", "model"],
  ["  ?model", "model"],
  ["? model", "model"],
  ["tf.layers.dense? ;\n", "tf.layers.dense"],
  ["$größe.π?", "$größe.π"],
])("%j asks about %s", (code, name) => {
  expect(questionOf(code)).toEqual({
    code: expect.stringMatching(/^\s*$/),
    name,
    wantsSource: false,
  });
});

test("two question marks ask for the source as well", () => {
  expect(questionOf("f??")).toMatchObject({ name: "f", wantsSource: true });
  expect(questionOf("??f")).toMatchObject({ name: "f", wantsSource: true });
});

test("what comes before the question is a cell of its own", () => {
  expect(questionOf("const a = 1;\n\n  a?\n")).toEqual({
    code: "const a = 1;\n\n",
    name: "a",
    wantsSource: false,
  });
});

test.each([
  "",
  "a ? b : c",
  "a ?? b",
  "a?.b",
  "f(x)?",
  "a???",
  "?a?",
  "a ?",
  "1?",
  "class?",
  "x =\n  cond?",
  "const x = cond\n  ?yes",
  "a\n?b",
  "// is it?",
  "`\nname?\n`",
  "/*\nname?",
])("%j asks nothing", (code) => expect(questionOf(code)).toBeUndefined());
