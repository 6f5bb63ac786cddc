import { expect, it } from "vitest";
import { createThrottledLog } from "../../../kernel/wire/throttled-log.js";

it("passes one line a second and says how many it held back", () => {
  const lines: string[] = [];
  let now = 0;
  const log = createThrottledLog(
    (line) => lines.push(line),
    () => now,
  );
  log("first");
  log("second");
  now = 999;
  log("third");
  now = 1000;
  log("fourth");
  expect(lines).toEqual(["first", "fourth (2 more held back)"]);
});

it("keeps what a stranger sent on one short line", () => {
  const lines: string[] = [];
  const log = createThrottledLog((line) => lines.push(line));
  log(`a\nb\u001b[31m${"x".repeat(1000)}`);
  expect(lines[0]).toMatch(/^a b \[31mx+$/);
  expect(lines[0]).toHaveLength(300);
});
