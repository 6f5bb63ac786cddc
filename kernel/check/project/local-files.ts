import { readFileSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseNpmSpecifier } from "../../project/npm-specifier.js";
import { packageName } from "../../project/package-name.js";
import type { Project } from "../../project/project.js";

/** What the protocol calls a change of a file: 1 created, 2 changed, 3 deleted. */
export interface FileChange {
  readonly uri: string;
  readonly type: 1 | 2 | 3;
}

export interface LocalFiles {
  /** changes since the last call to any file that the cells so far import; `code` is the next cell's */
  changes(code: string): readonly FileChange[];
}

const ENDINGS = ["", ".ts", ".tsx", ".js", ".jsx", ".json", ".d.ts", "/index.ts", "/index.js"];
const IMPORTED = /\b(?:from|import|require)\s*\(?\s*["']([^"']+)["']/g;
const ABSENT = -1;

/**
 * Watches imported files by asking for their times before each check: the language server itself
 * never looks at a file twice, and a watcher could be late for the cell that runs right after a save.
 */
export function createLocalFiles(
  folder: string,
  aliases: Project["aliases"] = () => [],
): LocalFiles {
  const times = new Map<string, number>();

  const follow = (from: string, specifier: string) => {
    const base = isAbsolute(specifier) ? specifier : resolve(from, specifier);
    const bases = /\.[cm]?jsx?$/.test(base) ? [base, base.replace(/js(x?)$/, "ts$1")] : [base];
    for (const path of bases.flatMap((start) => ENDINGS.map((ending) => start + ending))) {
      if (times.has(path)) continue;
      const time = timeOf(path);
      times.set(path, time);
      if (time !== ABSENT) followImports(path);
    }
  };

  const followImports = (path: string) => {
    if (/\.[cm]?[jt]sx?$/.test(path)) followText(readText(path), dirname(path));
  };

  const followText = (text: string, from: string) => {
    for (const [, specifier] of text.matchAll(IMPORTED)) {
      if (specifier!.startsWith(".") || isAbsolute(specifier!)) follow(from, specifier!);
      else followNamed(specifier!, from);
    }
  };

  const followNamed = (specifier: string, from: string) => {
    for (const path of aliases(specifier)) follow(from, path);
    const { name: asked } = parseNpmSpecifier(specifier) ?? {};
    followPackage(asked ?? specifier);
  };

  const followPackage = (specifier: string) => {
    const name = packageName(specifier);
    if (name === undefined || specifier.startsWith("node:")) return;
    const path = join(folder, "node_modules", name, "package.json");
    if (!times.has(path)) times.set(path, timeOf(path));
  };

  return {
    changes: (code) => {
      const found: FileChange[] = [];
      for (const [path, before] of times) {
        const now = timeOf(path);
        if (now === before) continue;
        times.set(path, now);
        const type = before === ABSENT ? 1 : now === ABSENT ? 3 : 2;
        found.push({ uri: pathToFileURL(path).href, type });
        if (type !== 3) followImports(path);
      }
      followText(code, folder);
      return found;
    },
  };
}

function timeOf(path: string): number {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    // an edit within the clock's grain still tends to change the size
    return stats?.isFile() ? stats.mtimeMs + stats.size / 1e9 : ABSENT;
  } catch {
    // `point.ts/index.ts`, or a folder that may not be read
    return ABSENT;
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
