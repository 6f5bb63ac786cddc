import { realpathSync, statSync } from "node:fs";
import { extname } from "node:path";

const ENDINGS = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json"];

/** what a specifier for a compiled file means while there is only its source */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx"],
  ".jsx": [".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};

/** The file that a path of an import means, as TypeScript looks it up; undefined for a path of none. */
export function findSource(path: string): string | undefined {
  const extension = extname(path);
  const stem = path.slice(0, path.length - extension.length);
  const found =
    firstFile(stem, SOURCES[extension] ?? []) ??
    firstFile(path, ["", ...ENDINGS]) ??
    firstFile(`${path}/index`, ENDINGS);
  return found && realpathSync(found);
}

function firstFile(base: string, endings: readonly string[]): string | undefined {
  return endings.map((ending) => base + ending).find(isFile);
}

function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    // `lib.ts/index.ts`, or a folder that may not be read
    return false;
  }
}
