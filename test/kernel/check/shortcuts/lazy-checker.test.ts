import { expect, test } from "vitest";
import { parseCell } from "../../../../kernel/cell/parse-cell.js";
import type { Checker } from "../../../../kernel/check/checker.js";
import { createLazyChecker } from "../../../../kernel/check/shortcuts/lazy-checker.js";

function recorder(): { calls: string[]; load: () => Promise<Checker> } {
  const calls: string[] = [];
  const checker: Checker = {
    start: () => void calls.push("start"),
    check: async ({ code }) => {
      calls.push(`check ${code}`);
      return [];
    },
    checkAhead: ({ code }) => void calls.push(`ahead ${code}`),
    commit: ({ code }) => void calls.push(`commit ${code}`),
    complete: async (_code, offset) => ({ start: 0, end: offset, items: [] }),
    hover: async () => undefined,
    reset: () => void calls.push("reset"),
    dispose: () => void calls.push("dispose"),
  };
  return {
    calls,
    load: async () => {
      calls.push("load");
      return checker;
    },
  };
}

test("a cell that calculates with literals loads nothing", async () => {
  const { calls, load } = recorder();
  const lazy = createLazyChecker(load);
  expect(await lazy.check(parseCell("1 + 1"))).toEqual([]);
  lazy.reset();
  lazy.dispose();
  expect(calls).toEqual([]);
});

test("calls made while it loads arrive in their order", async () => {
  const { calls, load } = recorder();
  const lazy = createLazyChecker(load);
  lazy.start();
  lazy.commit(parseCell("let a = 1"));
  await lazy.check(parseCell("a"));
  expect(calls).toEqual(["load", "start", "commit let a = 1", "check a"]);
});

test("what is disposed of while it loads is disposed of when it is there", async () => {
  const { calls, load } = recorder();
  const lazy = createLazyChecker(load);
  const answer = lazy.hover("a", 1);
  lazy.dispose();
  await answer;
  expect(calls).toContain("dispose");
});
