import { expect, test } from "vitest";
import { applyEdits } from "../../../kernel/evaluate/apply-edits.js";

test("edits are applied wherever they stand in the list", () => {
  const edits = [
    { start: 4, end: 5, text: "" },
    { start: 0, end: 0, text: ">> " },
    { start: 2, end: 3, text: "CC" },
  ];
  expect(applyEdits("abcdef", edits).text).toBe(">> abCCdf");
});

test("columns of the edited text lead back to the original", () => {
  const original = "first\nlet x = import(y)";
  const start = original.indexOf("import");
  const { text, toOriginal } = applyEdits(original, [
    { start: 0, end: 0, text: "HEAD " },
    { start, end: start + 6, text: "__loader.import" },
  ]);
  const column = (needle: string) => (text.split("\n")[1] ?? "").indexOf(needle);
  expect(toOriginal(0, 5)).toBe(0);
  expect(toOriginal(0, 7)).toBe(2);
  expect(toOriginal(1, column("x"))).toBe(4);
  expect(toOriginal(1, column("(y)"))).toBe(14);
  expect(toOriginal(1, column("y"))).toBe(15);
});
