import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningCells, startRunningCells } from "../running-cells.js";

let cells: RunningCells;
beforeAll(() => {
  cells = startRunningCells();
});
afterAll(() => cells.dispose());

const REFUSED: [by: string, code: (declaration: string) => string][] = [
  ["the engine, for a name that is taken", (code) => `${code}; const Infinity = 2`],
  ["the engine, for a label", (code) => `%typecheck off\n${code}; a: a: 1`],
  ["the compiler, for an await", (code) => `%typecheck off\n${code}; enum E { a = await 1 }`],
  ["the parser", (code) => `${code}; const = 1`],
  ["the type check", (code) => `${code}; const wrong: string = 1`],
];

describe.each(REFUSED)("a cell refused by %s", (_, refused) => {
  test("leaves no name", async () => {
    expect((await cells.run(refused("const gone = 1"))).error).toContain("Error");
    expect((await cells.run("gone")).error).toContain("TS2304");
    expect((await cells.run("%who")).stdout).not.toContain("gone");
    const again = await cells.run("function gone() { return 'declared' }\ngone()");
    expect(again.result).toBe("'declared'");
    await cells.run("%reset");
  });

  test("leaves older meanings as they were", async () => {
    await cells.run("const kept = [1, 2]");
    await cells.run("const reader = () => kept.length");
    await cells.run(refused("const kept = 'text'"));
    expect((await cells.run("kept.push(3); [kept.length, reader()]")).result).toBe("[ 3, 3 ]");
    expect((await cells.run("kept.trim()")).error).toContain("TS2339");
    await cells.run("%reset");
  });
});

test("a cell that fails while it runs has declared its names", async () => {
  expect((await cells.run("const ran = 1; throw new Error('late')")).error).toBe("Error: late");
  expect((await cells.run("ran")).result).toBe("1");
  const parsed = await cells.run("const parsed = 1; JSON.parse('{')");
  expect(parsed.error).toMatch(/^SyntaxError/);
  expect((await cells.run("parsed")).result).toBe("1");
});
