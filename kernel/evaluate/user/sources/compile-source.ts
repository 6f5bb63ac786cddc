import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, extname } from "node:path";
import type * as Swc from "@swc/core";
import { codeFrame } from "../../../cell/code-frame.js";
import { jsxSettings } from "../../../project/jsx-settings.js";
import type { Project } from "../../../project/project.js";
import { compilerOptions } from "../../compiler-options.js";

const require = createRequire(import.meta.url);
const COMPILED = new Set([".ts", ".tsx", ".mts", ".cts", ".jsx"]);
const JSX = new Set([".tsx", ".jsx"]);
const SHIMS = {
  __filename: "var __filename = import.meta.filename;",
  __dirname: "var __dirname = import.meta.dirname;",
  require:
    'import { createRequire as $createRequire } from "node:module"; var require = $createRequire(import.meta.url);',
};

export interface CompiledSource {
  readonly code: string;
  /** source map (version 3) */
  readonly map: string;
}

/** Whether Node.js cannot run a file before it is compiled. */
export function isCompiled(file: string): boolean {
  return COMPILED.has(extname(file));
}

export function isCommonJs(file: string, text: string): boolean {
  const extension = extname(file);
  if (extension === ".cts") return true;
  if (extension === ".mts") return false;
  const isModule = /^\s*(?:import\s*["'{*\w](?!\w*\s*=)|export\s+[^=\s])/m.test(text);
  if (isModule) return false;
  return /^\s*(?:export\s*=|import\s+\w+\s*=\s*require\b)|\bmodule\.exports\b|\bexports\.\w+\s*=/m.test(
    text,
  );
}

/** Compiles a file of TypeScript or JSX; an error of its syntax names file, line and column. */
export function compileSource(
  file: string,
  module: "es6" | "commonjs",
  project: Project,
): CompiledSource {
  const { transformSync } = require("@swc/core") as typeof Swc;
  const text = readFileSync(file, "utf8");
  const jsx = JSX.has(extname(file)) ? jsxSettings(text, project) : undefined;
  try {
    const { code, map = "" } = transformSync(
      text,
      compilerOptions(project, { filename: file, jsx, module }),
    );
    return { code: module === "es6" ? withShims(code, text) : code, map };
  } catch (error) {
    throw syntaxErrorOf(file, text, jsx !== undefined) ?? error;
  }
}

/** Names of CommonJS that a file may use though it is run as a module, put on its first line. */
function withShims(code: string, text: string): string {
  const wanted = Object.entries(SHIMS).filter(
    ([name]) =>
      new RegExp(`(?<![\\w$.])${name}\\b`).test(text) &&
      !new RegExp(`\\b(?:const|let|var|function|import)\\b[^;\\n]*\\b${name}\\b\\s*[=(,}]`).test(
        text,
      ),
  );
  return wanted.map(([, declaration]) => `${declaration} `).join("") + code;
}

/** What another parser says, in one line: the compiler draws a picture. */
function syntaxErrorOf(file: string, text: string, isJsx: boolean): SyntaxError | undefined {
  const { parseSync } = require("oxc-parser") as typeof import("oxc-parser");
  const [problem] = parseSync(file, text, { lang: isJsx ? "tsx" : "ts" }).errors;
  if (problem === undefined) return undefined;
  const before = text.slice(0, problem.labels[0]?.start ?? 0).split("\n");
  const place = { line: before.length, column: before.at(-1)!.length + 1 };
  const headline = `${basename(file)}:${place.line}:${place.column}: ${problem.message}`;
  return new SyntaxError(`${headline}\n\n${codeFrame(text, place, { plain: true })}`);
}
