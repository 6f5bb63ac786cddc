import { expect, test } from "vitest";
import { isPlumbing, sourceName } from "../../../kernel/evaluate/user/source-name.js";

const HERE = new URL("../../../", import.meta.url);

test.each([
  ["node:fs", "node:fs"],
  ["file:///home/me/book/node_modules/left-pad/index.js", "left-pad/index.js"],
  ["/home/me/node_modules/@scope/name/dist/a.js", "@scope/name/dist/a.js"],
  [new URL("src/index.js", HERE).href, "preplab"],
  ["/elsewhere/tool.js", "/elsewhere/tool.js"],
  ["/book/local.mjs", "local.mjs"],
  ["evalmachine.<anonymous>", "evalmachine.<anonymous>"],
])("%s is shown as %s", (source, name) => {
  expect(sourceName(source, "/book")).toBe(name);
});

test("the machinery around a cell is left out of stacks", () => {
  expect(isPlumbing("node:internal/timers")).toBe(true);
  expect(isPlumbing(new URL("kernel/evaluate/user/run-cell.js", HERE).href)).toBe(true);
  expect(isPlumbing(new URL("kernel/evaluate/chunks/frame.js", HERE).href)).toBe(true);
  expect(isPlumbing(new URL("kernel/display/show.js", HERE).href)).toBe(false);
  expect(isPlumbing("node:fs")).toBe(false);
});
