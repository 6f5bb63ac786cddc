import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import type * as GetTsconfig from "get-tsconfig";
import { type SyntaxNode, walk } from "../cell/walk-syntax.js";

/** What the tsconfig.json nearest to a notebook says. */
export interface Project {
  /** the file, or undefined when there is none that can be used */
  readonly file: string | undefined;
  /** compiler options with everything that `extends` brings in */
  readonly options: Readonly<Record<string, unknown>>;
  /** files and folders, without endings, that `paths` and `baseUrl` let a specifier stand for */
  aliases(specifier: string): readonly string[];
  /** `paths` and `baseUrl` as patterns of absolute paths */
  readonly paths: Readonly<Record<string, readonly string[]>>;
  /** why a file that is there is not used */
  readonly problem: string | undefined;
}

const NO_PROJECT: Project = {
  file: undefined,
  options: {},
  aliases: () => [],
  paths: {},
  problem: undefined,
};

const require = createRequire(import.meta.url);

/** Reads the nearest tsconfig.json, from the folder upward. It never throws. */
export function readProject(folder: string): Project {
  const file = nearestConfig(folder);
  if (file === undefined) return NO_PROJECT;
  try {
    const { parseTsconfig, createPathsMatcher } = require("get-tsconfig") as typeof GetTsconfig;
    assertReadable(file);
    const config = parseTsconfig(file);
    const matcher = createPathsMatcher({ path: file, config });
    return {
      file,
      options: config.compilerOptions ?? {},
      aliases: (specifier) => matcher?.(specifier) ?? [],
      paths: absolutePaths(file, config.compilerOptions ?? {}),
      problem: undefined,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...NO_PROJECT, problem: `${file} is ignored: ${reason}` };
  }
}

function nearestConfig(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, "tsconfig.json");
    if (existsSync(file)) return file;
    if (at === dirname(at)) return undefined;
  }
}

const JSON_NODES = new Set(
  "Program ExpressionStatement ParenthesizedExpression ObjectExpression Property ArrayExpression Literal".split(
    " ",
  ),
);

/** The library reads a damaged file as far as it goes, and so without most of its options. */
function assertReadable(file: string): void {
  const { parseSync } = require("oxc-parser") as typeof import("oxc-parser");
  // JSON with comments and trailing commas is JavaScript
  const text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  const { program, errors } = parseSync("tsconfig.js", `(${text}\n)`);
  let wrong = errors[0]?.labels[0]?.start;
  walk(program, (node) => {
    if (!JSON_NODES.has(node.type)) wrong ??= (node as SyntaxNode & { start: number }).start;
    return wrong === undefined;
  });
  if (wrong === undefined) return;
  const line = text.slice(0, Math.max(0, wrong - 1)).split("\n").length;
  throw new SyntaxError(`line ${line} is not valid JSON`);
}

function absolutePaths(
  file: string,
  { baseUrl, paths }: { baseUrl?: string; paths?: Record<string, string[]> },
): Record<string, string[]> {
  const base = resolve(dirname(file), baseUrl ?? ".");
  const found: Record<string, string[]> = {};
  for (const [pattern, targets] of Object.entries(paths ?? {})) {
    found[pattern] = targets.map((target) => resolve(base, target).replaceAll("\\", "/"));
  }
  if (baseUrl !== undefined) found["*"] ??= [`${base.replaceAll("\\", "/")}/*`];
  return found;
}
