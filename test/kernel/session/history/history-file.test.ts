import { execFile } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openHistoryFile } from "../../../../kernel/session/history/history-file.js";

let folder = "";
let path = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "preplab-test-"));
  path = join(folder, "below", "history.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true }));

const failures: string[] = [];
const begin = (limit?: number) =>
  openHistoryFile(path, {
    onFailure: (reason) => failures.push(reason),
    ...(limit === undefined ? {} : { limit }),
  });

it("touches nothing before it is used", () => {
  begin();
  expect(existsSync(path)).toBe(false);
});

it("keeps inputs for the next session, for no other user to read", () => {
  const first = begin();
  first.append(1, "const a = `\n`");
  first.append(2, "a");
  if (process.platform !== "win32") expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(begin().read()).toEqual({
    session: 2,
    past: [
      { session: 1, line: 1, input: "const a = `\n`" },
      { session: 1, line: 2, input: "a" },
    ],
  });
});

it("gives kernels that start at once different numbers and loses nothing of theirs", async () => {
  const kernels = Array.from({ length: 4 }, (_, index) => appendElsewhere(`${index}`, 50));
  const numbers = await Promise.all(kernels);
  expect([...numbers].sort()).toEqual([1, 2, 3, 4]);
  const { past } = begin().read();
  expect(past).toHaveLength(200);
  for (const [index, session] of numbers.entries()) {
    const lines = past.filter((line) => line.session === session);
    expect(lines.map(({ line }) => line)).toEqual(
      Array.from({ length: 50 }, (_, line) => line + 1),
    );
    expect(lines.every(({ input }) => input === `${index}`)).toBe(true);
  }
});

/** another process that appends; resolves with its session number */
async function appendElsewhere(input: string, lines: number): Promise<number> {
  const module = new URL(
    "../../../../dist/kernel/session/history/history-file.js",
    import.meta.url,
  );
  const code = `
    const { openHistoryFile } = await import(${JSON.stringify(module.href)});
    const file = openHistoryFile(${JSON.stringify(path)}, { onFailure: console.error });
    for (let line = 1; line <= ${lines}; line++) file.append(line, ${JSON.stringify(input)});
    console.log(file.read().session);
  `;
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--input-type=module",
    "-e",
    code,
  ]);
  return Number(stdout);
}

it("survives a line cut off by a crash and lines of something else", () => {
  const first = begin();
  first.append(1, "whole");
  appendFileSync(
    path,
    'null\n[]\n"x"\n{"session":"a"}\n{"session":1e300}\n{"session":1,"line":2,"inp',
  );
  const second = begin();
  second.append(1, "after");
  expect(
    begin()
      .read()
      .past.map(({ input }) => input),
  ).toEqual(["whole", "after"]);
});

it("stays below twice its limit and goes on counting sessions", () => {
  for (let session = 1; session <= 30; session++) {
    const file = begin(1000);
    for (let line = 1; line <= 5; line++) file.append(line, "x".repeat(50));
  }
  const sizes = readdirSync(join(folder, "below")).map(
    (name) => statSync(join(folder, "below", name)).size,
  );
  expect(sizes).toHaveLength(2);
  expect(Math.max(...sizes)).toBeLessThan(1200);
  expect(begin(1000).read().session).toBe(31);
});

it("takes no lock for ever", () => {
  const first = begin(1);
  first.append(1, "a");
  writeFileSync(`${path}.lock`, "");
  const second = begin(1);
  second.append(1, "b");
  expect(
    begin(1)
      .read()
      .past.map(({ input }) => input),
  ).toEqual(["a", "b"]);
});

it("says once that the file cannot be used, and goes on without", () => {
  writeFileSync(join(folder, "below"), "a file, no folder");
  const file = begin();
  file.append(1, "a");
  file.append(2, "b");
  expect(file.read()).toEqual({ session: 1, past: [] });
  expect(failures).toEqual([expect.stringContaining("below")]);
});

it("leaves out an input too long for anybody to recall", () => {
  const file = begin();
  file.append(1, "x".repeat(100_001));
  file.append(2, "short");
  expect(readFileSync(path, "utf8").length).toBeLessThan(300);
});
