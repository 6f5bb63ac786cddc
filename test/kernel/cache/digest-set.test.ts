import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { openDigestSet } from "../../../kernel/cache/digest-set.js";

const digest = (text: string | number) => createHash("sha256").update(String(text)).digest();

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "preplab-digests-"));
  file = join(folder, "deep", "digests");
  return () => rmSync(folder, { recursive: true });
});

test("what was added is known, here and to those who open the file later", () => {
  const set = openDigestSet(file);
  expect(set.has(digest("a"))).toBe(false);
  set.add(digest("a"));
  set.add(digest("b"));
  for (const opened of [set, openDigestSet(file)]) {
    expect(opened.has(digest("a"))).toBe(true);
    expect(opened.has(digest("b"))).toBe(true);
    expect(opened.has(digest("c"))).toBe(false);
  }
});

test("bytes in the middle of two digests are no digest", () => {
  const set = openDigestSet(file);
  set.add(digest("a"));
  set.add(digest("b"));
  const middle = Buffer.concat([digest("a").subarray(8, 16), digest("b").subarray(0, 8)]);
  expect(set.has(middle)).toBe(false);
});

test("of very many digests the newest are kept", () => {
  const set = openDigestSet(file);
  for (let i = 0; i <= 8192; i++) set.add(digest(i));
  expect(set.has(digest(8192))).toBe(true);
  expect(set.has(digest(0))).toBe(false);
  expect(statSync(file).size).toBe(4096 * 16);
});

test("where nothing can be written, the process remembers", () => {
  writeFileSync(join(folder, "deep"), "in the way");
  const set = openDigestSet(file);
  set.add(digest("a"));
  expect(set.has(digest("a"))).toBe(true);
  expect(openDigestSet(file).has(digest("a"))).toBe(false);
});
