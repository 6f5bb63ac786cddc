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

it("keeps inputs for the next session, for no other user to read", async () => {
  const first = begin();
  first.append(1, "const a = `\n`");
  first.append(2, "a");
  await first.flush();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(await begin().read()).toEqual({
    session: 2,
    past: [
      { session: 1, line: 1, input: "const a = `\n`" },
      { session: 1, line: 2, input: "a" },
    ],
  });
});

it("gives kernels that start at once different numbers and loses nothing of theirs", async () => {
  const kernels = Array.from({ length: 20 }, () => begin());
  for (let line = 1; line <= 10; line++) {
    for (const [index, kernel] of kernels.entries()) kernel.append(line, `${index}`);
  }
  await Promise.all(kernels.map((kernel) => kernel.flush()));
  const numbers = await Promise.all(kernels.map(async (kernel) => (await kernel.read()).session));
  expect(new Set(numbers).size).toBe(20);
  const { past } = await begin().read();
  expect(past).toHaveLength(200);
  for (const [index, session] of numbers.entries()) {
    const lines = past.filter((line) => line.session === session);
    expect(lines.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(lines.every(({ input }) => input === `${index}`)).toBe(true);
  }
});

it("survives a line cut off by a crash and lines of something else", async () => {
  const first = begin();
  first.append(1, "whole");
  await first.flush();
  appendFileSync(path, 'null\n[]\n"x"\n{"session":"a"}\n{"session":1,"line":2,"inp');
  const second = begin();
  second.append(1, "after");
  await second.flush();
  expect((await begin().read()).past.map(({ input }) => input)).toEqual(["whole", "after"]);
});

it("stays below twice its limit and goes on counting sessions", async () => {
  for (let session = 1; session <= 30; session++) {
    const file = begin(1000);
    for (let line = 1; line <= 5; line++) file.append(line, "x".repeat(50));
    await file.flush();
  }
  const sizes = readdirSync(join(folder, "below")).map(
    (name) => statSync(join(folder, "below", name)).size,
  );
  expect(sizes).toHaveLength(2);
  expect(Math.max(...sizes)).toBeLessThan(1200);
  expect((await begin(1000).read()).session).toBe(31);
});

it("takes no lock for ever", async () => {
  const first = begin(1);
  first.append(1, "a");
  await first.flush();
  writeFileSync(`${path}.lock`, "");
  const second = begin(1);
  second.append(1, "b");
  await second.flush();
  expect((await begin(1).read()).past.map(({ input }) => input)).toEqual(["a", "b"]);
});

it("says once that the file cannot be used, and goes on without", async () => {
  writeFileSync(join(folder, "below"), "a file, no folder");
  const file = begin();
  file.append(1, "a");
  file.append(2, "b");
  await file.flush();
  expect(await file.read()).toEqual({ session: 1, past: [] });
  expect(failures).toEqual([expect.stringContaining("below")]);
});

it("leaves out an input too long for anybody to recall", async () => {
  const file = begin();
  file.append(1, "x".repeat(100_001));
  file.append(2, "short");
  await file.flush();
  expect(readFileSync(path, "utf8").length).toBeLessThan(300);
});
