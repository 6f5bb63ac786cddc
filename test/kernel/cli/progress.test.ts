import { expect, it } from "vitest";
import { createProgress, describeFailure } from "../../../kernel/cli/progress.js";

function terminal(options: { isTTY: boolean; columns?: number }) {
  const written: string[] = [];
  return { ...options, written, write: (text: string) => written.push(text) };
}

const cell = { number: 2, total: 7, source: "const x = 1\nx" };

it("writes one line per cell when nobody watches", () => {
  const out = terminal({ isTTY: false });
  const { onCellStart, onCellEnd } = createProgress(out);
  onCellStart(cell);
  onCellEnd({ ...cell, status: "ok", milliseconds: 312 });
  expect(out.written).toEqual(["  [2/7]    0.31 s  const x = 1\n"]);
});

it("shows a cell on a terminal while it runs", () => {
  const out = terminal({ isTTY: true, columns: 40 });
  const { onCellStart, onCellEnd } = createProgress(out);
  const long = { ...cell, source: "x".repeat(200) };
  onCellStart(long);
  onCellEnd({ ...long, status: "error", milliseconds: 1 });
  const [start = "", end = ""] = out.written;
  expect(start).toMatch(/^ {2}\[2\/7\] {7}\.\.\. {2}x+…$/);
  expect(end.startsWith("\r\u001b[K  [2/7]")).toBe(true);
  expect(end.endsWith("…  FAILED\n")).toBe(true);
  expect(start.length).toBeLessThanOrEqual(40);
});

it("names the failing cell and shows the kernel's words without colours where they do not show", () => {
  const error = {
    output_type: "error",
    ename: "Error",
    evalue: "no",
    traceback: ["\u001b[31mError: no\u001b[39m", "    at Cell [2]:1:7"],
  } as const;
  const failure = { cell: 2, source: "x", error };
  expect(describeFailure("a.ipynb", failure, false)).toBe(
    "preplab: a.ipynb: cell 2 failed\nError: no\n    at Cell [2]:1:7",
  );
  expect(describeFailure("a.ipynb", failure, true)).toContain("\u001b[31m");
  expect(
    describeFailure("a.ipynb", { ...failure, error: { ...error, traceback: [] } }, false),
  ).toBe("preplab: a.ipynb: cell 2 failed\nError: no");
});
