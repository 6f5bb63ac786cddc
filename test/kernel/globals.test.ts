import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { PRELOADED } from "../../kernel/cell/preloaded.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const TSC = join(ROOT, "node_modules/typescript/bin/tsc");

function compile(code: string): string {
  const folder = mkdtempSync(join(tmpdir(), "preplab-globals-"));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(ROOT, join(folder, "node_modules/preplab"), "dir");
  writeFileSync(join(folder, "cell.ts"), code);
  const compilerOptions = {
    module: "preserve",
    moduleResolution: "bundler",
    target: "esnext",
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ["preplab/globals"],
  };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions, files: ["cell.ts"] }),
  );
  try {
    return execFileSync(process.execPath, [TSC, "-p", folder], { encoding: "utf8" });
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout);
  }
}

test("editors are told of every preloaded name, and of no other", () => {
  const text = readFileSync(join(ROOT, "kernel/globals.d.ts"), "utf8");
  const declared = [...text.matchAll(/^ {2}const (\w+):/gm)].map(([, name]) => name);
  const ofBrowsers = ["prompt", "confirm", "alert"];
  expect([...declared, ...ofBrowsers].sort()).toEqual(PRELOADED.map(({ name }) => name).sort());
});

test("a workspace that names preplab/globals knows the names with their types", () => {
  const uses = PRELOADED.map(({ name }) => `void ${name};`).join("\n");
  expect(compile(`${uses}\nconst n: number = layers.rescaling({ scale: 2 })([1]).size;`)).toBe("");
  const wrong = compile("layers.randomRotation({ factr: 1 });\nplot(7);");
  expect(wrong).toContain("cell.ts(1,");
  expect(wrong).toContain("cell.ts(2,");
}, 60_000);
