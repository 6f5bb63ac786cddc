import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseCell } from "../../../../kernel/cell/parse-cell.js";
import {
  type CheckerOptions,
  createChecker,
  type TypescriptChecker,
} from "../../../../kernel/check/typescript-checker.js";

const cwd = mkdtempSync(join(tmpdir(), "preplab trouble "));
let notices: string[];
let checker: TypescriptChecker;

function start(options: Partial<CheckerOptions> = {}): void {
  checker = createChecker({ cwd, onNotice: (text) => notices.push(text), ...options });
}
beforeEach(() => {
  notices = [];
});
afterEach(() => checker.dispose());
process.once("exit", () => rmSync(cwd, { recursive: true, force: true }));

async function errors(code: string): Promise<number[]> {
  return ((await checker.check(parseCell(code))) ?? []).map(({ code: number }) => number);
}

test("a cell whose check kills the server is checked by the next one, and says so once", async () => {
  start();
  checker.commit(parseCell("const kept = 1"));
  expect(await errors("kept.length")).toEqual([2339]);
  for (let turn = 0; turn < 2; turn++) {
    const found = errors("kept.missing");
    process.kill(checker.pid()!, "SIGKILL");
    expect(await found).toEqual([2339]);
  }
  expect(notices).toEqual(["TypeScript's language server ended with SIGKILL."]);
});

test("a cell does not wait for a server that hangs, and the next cell gets another", async () => {
  start({ checkWaitMs: 2000 });
  // no check waits for a cold start
  await checker.complete("Mat", 3);
  expect(await errors("1 as string")).toEqual([2352]);
  const hanging = checker.pid()!;
  process.kill(hanging, "SIGSTOP");
  expect(await errors("2 as string")).toEqual([]);
  expect(notices).toEqual(["The type check took more than 2 s: the cell runs without it."]);
  await checker.complete("Mat", 3);
  expect(await errors("3 as string")).toEqual([2352]);
  expect(checker.pid()).not.toBe(hanging);
});

test.each(["no-such-file", "broken"])(
  "without a server (%s) cells run unchecked, one notice says so, and nothing completes",
  async (name) => {
    writeFileSync(join(cwd, "broken"), `#!${process.execPath}\nprocess.exit(1)`, { mode: 0o755 });
    start({ executable: join(cwd, name) });
    checker.commit(parseCell("const kept = 1"));
    for (let turn = 0; turn < 4; turn++) expect(await errors("kept.missing")).toEqual([]);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatch(/^TypeScript's language server cannot be started \(.+\): cells run/);
    expect((await checker.complete("kept", 4)).items).toEqual([]);
    expect(await checker.hover("kept", 1)).toBeUndefined();
  },
);

test("a cell of a megabyte is checked", async () => {
  start();
  const rows = Array.from(
    { length: 20_000 },
    (_, row) => `{ id: ${row}, name: "name of ${row}", x: 1 },`,
  );
  const code = `const table = [\n${rows.join("\n")}\n];\ntable[0]!.missing`;
  expect(code.length).toBeGreaterThan(800_000);
  expect(await errors(code)).toEqual([2339]);
});
