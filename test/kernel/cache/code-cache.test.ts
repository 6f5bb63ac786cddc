import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { createCodeCache } from "../../../kernel/cache/code-cache.js";

const require = createRequire(import.meta.url);
const FILLING = "// à la mode\n".repeat(10_000);

let folder: string;
let file: string;
let entries: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "preplab-code-"));
  file = join(folder, "large.js");
  entries = join(folder, "entries");
  write(
    "exports.value = () => 41; exports.folder = __dirname; exports.path = require('node:path')",
  );
  return () => rmSync(folder, { recursive: true });
});

function write(code: string): void {
  writeFileSync(file, `${code}\n${FILLING}`);
}

/** loads the file as a new process would, and says how many entries were written for it */
function load() {
  const cache = createCodeCache(entries);
  delete require.cache[file];
  const loaded = cache.use(() => require(file));
  return { loaded, stored: cache.store() };
}

function loadElsewhere(): string {
  const module = new URL("../../../dist/kernel/cache/code-cache.js", import.meta.url).href;
  const script = `
    import { createRequire } from "node:module";
    import { createCodeCache } from ${JSON.stringify(module)};
    const cache = createCodeCache(${JSON.stringify(entries)});
    const { value } = cache.use(() => createRequire(import.meta.url)(${JSON.stringify(file)}));
    console.log(value(), cache.store());
  `;
  return execFileSync(process.execPath, ["--input-type=module", "-e", script], {
    encoding: "utf8",
  }).trim();
}

test("a file means the same with and without an entry", () => {
  for (const stored of [1, 0]) {
    const result = load();
    expect(result.loaded.value()).toBe(41);
    expect(result.loaded.folder).toBe(folder);
    expect(result.loaded.path.basename(file)).toBe("large.js");
    expect(result.stored).toBe(stored);
  }
});

test("an entry is not used for a file that changed, though its size and modification time did not", () => {
  load();
  const { atime, mtime } = statSync(file);
  write(
    "exports.value = () => 42; exports.folder = __dirname; exports.path = require('node:path')",
  );
  utimesSync(file, atime, mtime);
  expect(load()).toMatchObject({ stored: 1 });
  expect(load().loaded.value()).toBe(42);
});

test("an entry that is damaged is replaced", () => {
  load();
  const [name] = readdirSync(entries);
  const entry = join(entries, name!);
  writeFileSync(entry, readFileSync(entry).fill(0, 60));
  // V8 of this process knows the code already
  expect(loadElsewhere()).toBe("41 1");
  expect(loadElsewhere()).toBe("41 0");
});

test("letters beyond ASCII keep their meaning in code", () => {
  write("exports.value = () => 'é ✓'");
  load();
  expect(load().loaded.value()).toBe("é ✓");
});

test("small files are left alone", () => {
  writeFileSync(file, "exports.value = () => 1");
  expect(load()).toMatchObject({ stored: 0 });
});

test("a folder that cannot be written to costs nothing but the entry", () => {
  writeFileSync(entries, "in the way");
  chmodSync(entries, 0o400);
  const { loaded, stored } = load();
  expect(loaded.value()).toBe(41);
  expect(stored).toBe(0);
});

test("nothing is compiled through the cache once the loading is over", async () => {
  const cache = createCodeCache(entries);
  await cache.use(async () => {});
  delete require.cache[file];
  require(file);
  expect(cache.store()).toBe(0);
});
