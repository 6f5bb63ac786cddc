import { beforeEach, expect, test } from "vitest";
import type { DigestSet } from "../../../../kernel/cache/digest-set.js";
import { parseCell } from "../../../../kernel/cell/parse-cell.js";
import type { Checker, Diagnostic } from "../../../../kernel/check/checker.js";
import { recallChecks } from "../../../../kernel/check/shortcuts/recall-checks.js";

const mismatch: Diagnostic = { code: 2322, message: "wrong", start: 0, end: 1 };

let kept: Set<string>;
let asked: string[];
let answer: readonly Diagnostic[] | undefined;
beforeEach(() => {
  kept = new Set();
  answer = [];
});

/** a new session; the digests of earlier ones are still known */
function session(surroundings = "here") {
  asked = [];
  const checker: Checker = {
    start: () => {},
    check: async ({ code }) => {
      asked.push(code);
      return answer;
    },
    checkAhead: ({ code }) => void asked.push(code),
    commit: () => {},
    complete: async (_code, offset) => ({ start: 0, end: offset, items: [] }),
    hover: async () => undefined,
    reset: () => {},
    dispose: () => {},
  };
  const sound: DigestSet = {
    has: (digest) => kept.has(digest.toString("hex")),
    add: (digest) => void kept.add(digest.toString("hex")),
  };
  return recallChecks(checker, sound, surroundings);
}

/** runs cells as a session does; gives back those that the language server was asked about */
async function run(checker: Checker, ...cells: string[]): Promise<string[]> {
  for (const cell of cells) {
    const syntax = parseCell(cell);
    const found = await checker.check(syntax);
    if (found === undefined || found.length === 0) checker.commit(syntax);
  }
  return asked;
}

test("cells that were sound are not checked again when a notebook is run again", async () => {
  const cells = ["let a = tf.scalar(1)", "a.size", "Array.from('ab')"];
  expect(await run(session(), ...cells)).toEqual(cells);
  expect(await run(session(), ...cells)).toEqual([]);
});

test("a cell is checked again after other cells, and in other surroundings", async () => {
  await run(session(), "let a = 1", "a.toFixed()");
  expect(await run(session(), "let a = ''", "a.toFixed()")).toEqual(["let a = ''", "a.toFixed()"]);
  expect(await run(session(), "a.toFixed()")).toEqual(["a.toFixed()"]);
  expect(await run(session("elsewhere"), "let a = 1")).toEqual(["let a = 1"]);
});

test("a cell with errors, or one that nobody could check, is checked again", async () => {
  answer = [mismatch];
  await run(session(), "let a: number = ''");
  expect(await run(session(), "let a: number = ''")).toEqual(["let a: number = ''"]);
  answer = undefined;
  await run(session(), "let b = 1");
  expect(await run(session(), "let b = 1")).toEqual(["let b = 1"]);
});

test("after a reset the cells count from the beginning", async () => {
  await run(session(), "f(1)", "g(2)");
  const checker = session();
  await run(checker, "g(2)");
  checker.reset();
  expect(await run(checker, "f(1)")).toEqual(["g(2)"]);
});

test.each([
  'import * as tf from "@tensorflow/tfjs"',
  'import { layers } from "preplab"',
  'import { sep } from "node:path"',
])("%s is remembered", async (cell) => {
  await run(session(), cell);
  expect(await run(session(), cell)).toEqual([]);
});

test.each([
  'import { load } from "./load.ts"',
  'import "left-pad"',
  'export * from "left-pad"',
  'export { pad } from "left-pad"',
  'const { pad } = await import("left-pad")',
  'let pad: import("left-pad").Pad',
  'import pad = require("left-pad")',
  '/// <reference path="./pad.d.ts" />',
])("after %s, which may change, everything is checked", async (cell) => {
  await run(session(), cell, "let a = 1");
  expect(await run(session(), cell, "let a = 1")).toEqual([cell, "let a = 1"]);
});

test("what is plain to see is not worth remembering", async () => {
  await run(session(), "1 + 1");
  expect(kept.size).toBe(0);
});

test("a cell that is recalled is not checked ahead either", async () => {
  const checker = session();
  checker.checkAhead(parseCell("f(1)"));
  expect(asked).toEqual(["f(1)"]);
  await run(checker, "f(1)");
  const again = session();
  again.checkAhead(parseCell("f(1)"));
  again.checkAhead(parseCell("f(2)"));
  expect(asked).toEqual(["f(2)"]);
});
