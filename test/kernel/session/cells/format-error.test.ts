import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import type { StackFrame } from "../../../../kernel/evaluate/user-messages.js";
import { formatError } from "../../../../kernel/session/cells/format-error.js";

const frame = (source: string, line = 1, functionName: string | null = null): StackFrame => ({
  functionName,
  source,
  inCell: source.startsWith("Cell"),
  line,
  column: 3,
});

function plain(frames: StackFrame[], cell = "a\nb\nc"): string {
  const report = { name: "Error", message: "no", frames };
  return stripVTControlCharacters(formatError(report, () => cell).traceback.join("\n"));
}

test("the code around the topmost cell frame is shown, then the frames", () => {
  expect(plain([frame("node:fs", 9, "open"), frame("Cell [2]", 2)], "one\n  two\nthree")).toBe(
    [
      "Error: no",
      "",
      "  1 | one",
      "> 2 |   two",
      "    |   ^",
      "  3 | three",
      "",
      "    at open (node:fs:9:3)",
      "    at Cell [2]:2:3",
    ].join("\n"),
  );
});

test("frames of TensorFlow.js are folded with the library's", () => {
  const lines = plain([
    frame("@tensorflow/tfjs-core/dist/tf-core.node.js", 629, "inferFromImplicitShape"),
    frame("preplab"),
    frame("@tensorflow/tfjs-core/dist/tf-core.node.js"),
    frame("Cell [1]"),
    frame("@tensorflow-models/x/index.js", 7),
  ]);
  expect(lines.split("\n").slice(-3)).toEqual([
    "    … 3 frames in @tensorflow, preplab",
    "    at Cell [1]:1:3",
    "    at @tensorflow-models/x/index.js:7:3",
  ]);
});

test("frames inside the library are folded to their number", () => {
  const lines = plain([frame("preplab"), frame("preplab"), frame("Cell [1]"), frame("preplab")]);
  expect(lines.split("\n").slice(-3)).toEqual([
    "    … 2 frames in preplab",
    "    at Cell [1]:1:3",
    "    … 1 frame in preplab",
  ]);
});

test("an endless recursion is cut", () => {
  const lines = plain(Array.from({ length: 200 }, () => frame("Cell [1]", 1, "f"))).split("\n");
  expect(lines.at(-1)).toBe("    … 170 more frames");
});

test("causes follow", () => {
  const cause = { name: "TypeError", message: "root", frames: [] };
  const { traceback } = formatError(
    { name: "Error", message: "top", frames: [], cause },
    () => undefined,
  );
  expect(traceback.map(stripVTControlCharacters)).toEqual([
    "Error: top",
    "Caused by TypeError: root",
  ]);
});
