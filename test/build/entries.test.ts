import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const config = readFileSync(join(ROOT, ".rolldown.config.js"), "utf8");
const entries = new Set(
  Array.from(config.matchAll(/"((?:src|kernel)\/[\w/-]+)"/g), ([, name]) => name),
);

/** a module that is required or started by its path, not imported */
const LOADED_BY_PATH = /(?:\brequire\w*\(|\bnew URL\(|\bregister\()\s*"(\.[^"]+)\.js"/g;

function sourcesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(folder, file));
}

test("what is loaded by its path keeps its place in the build", () => {
  const loaded = [...sourcesIn("src"), ...sourcesIn("kernel")].flatMap((file) =>
    Array.from(readFileSync(join(ROOT, file), "utf8").matchAll(LOADED_BY_PATH), ([, path]) =>
      join(file, "..", path!)
        .replaceAll("\\", "/")
        .replace(/^dist\//, ""),
    ),
  );
  expect(loaded).toContain("kernel/evaluate/user/interrupt/control-worker");
  expect(loaded.filter((name) => !entries.has(name))).toEqual([]);
});
