import { createRequire } from "node:module";
import type * as SourcemapCodec from "@jridgewell/sourcemap-codec";
import type * as Swc from "@swc/core";
import type { CellSyntax, Declaration } from "../cell/cell-syntax.js";
import { jsxSettings } from "../project/jsx-settings.js";
import type { Project } from "../project/project.js";
import { applyEdits, type EditedText } from "./apply-edits.js";
import { compilerOptions } from "./compiler-options.js";
import { LOADER_GLOBAL } from "./loader-global.js";
import { type LoopRequest, loopEdits } from "./loop-edits.js";
import { moduleEdits } from "./module-edits.js";
import { needsCompiler } from "./needs-compiler.js";
import { type RuntimeBindings, reconcileBindings } from "./runtime-bindings.js";

const require = createRequire(import.meta.url);
let swc: typeof Swc | undefined;
let codec: typeof SourcemapCodec | undefined;

export interface TransformedCell {
  /** a REPL script */
  readonly code: string;
  /** source map (version 3) to the cell's own lines and columns; null where they are just one line on */
  readonly map: string | null;
}

/** how the compiler imports the functions that JSX calls */
const JSX_IMPORT = /^import \{ (.*) \} from ("[^"]+");/m;

/**
 * Turns a parsed TypeScript cell into a REPL script: modules become awaited imports, types go, and
 * names that clash with what earlier cells left behind are declared in a way that V8 accepts. With
 * `loops`, a timed cell becomes functions that are run so often.
 */
export function transformCell(
  cell: CellSyntax,
  bindings: RuntimeBindings,
  readProject: () => Pick<Project, "options">,
  loops?: LoopRequest,
): TransformedCell {
  const { head, edits: ownEdits } = moduleEdits(cell);
  const edits = loops === undefined ? ownEdits : [...ownEdits, ...loopEdits(cell, loops)];
  // what is timed declares its names in functions
  const names = loops === undefined ? [...cell.declarations, ...importedNames(cell)] : [];
  const keepsColumns = edits.every(({ start, end, text }) => text.length === end - start);
  if (keepsColumns && !needsCompiler(cell)) {
    const { text } = applyEdits(cell.code, edits);
    return { code: `${head}\n${reconcileBindings(text, names, bindings)}`, map: null };
  }
  swc ??= require("@swc/core") as typeof Swc;
  const edited = applyEdits(cell.code, [{ start: 0, end: 0, text: head }, ...edits]);
  const project = readProject();
  const jsx = cell.isJsx ? jsxSettings(cell.code, project) : undefined;
  const filename = cell.isJsx ? "cell.tsx" : "cell.ts";
  const options = compilerOptions(project, { filename, jsx, module: undefined });
  const output = compile(swc, edited.text, options);
  const code = jsx?.runtime === "automatic" ? withJsxRuntime(output.code) : output.code;
  return {
    code: reconcileBindings(code, names, bindings),
    map: mapToCell(output.map ?? "", edited, head.length),
  };
}

/** What the compiler refuses though the parser took it, in one line: it draws a picture. */
function compile(compiler: typeof Swc, text: string, options: Swc.Options): Swc.Output {
  try {
    return compiler.transformSync(text, options);
  } catch (error) {
    const [, reason] = /^(?:Error:)?\s*[x×]\s*(.+)/m.exec(String(error)) ?? [];
    throw new SyntaxError(reason ?? String(error));
  }
}

function withJsxRuntime(code: string): string {
  return code.replace(JSX_IMPORT, (_, specifiers: string, source: string) => {
    const names = specifiers.split(", ").map((specifier) => `"${specifier.split(" ")[0]}"`);
    const load = `${LOADER_GLOBAL}.import(${source}, undefined, [${names.join(", ")}])`;
    return `let { ${specifiers.replaceAll(" as ", ": ")} } = await ${load};`;
  });
}

function importedNames(cell: CellSyntax): Declaration[] {
  return cell.imports
    .filter(({ isType }) => !isType)
    .map(({ local }) => ({ name: local, kind: "const" }));
}

/**
 * swc saw the edited text: source columns are moved back to the cell's. What comes of the head is the
 * kernel's own, and said to be of another source.
 */
function mapToCell(map: string, { toOriginal }: EditedText, headLength: number): string {
  codec ??= require("@jridgewell/sourcemap-codec") as typeof SourcemapCodec;
  const raw = JSON.parse(map) as { mappings: string; sources: string[] };
  raw.sources = ["cell.ts", "head.ts"];
  const lines = codec.decode(raw.mappings);
  for (const segments of lines) {
    for (const segment of segments) {
      if (segment.length === 1) continue;
      segment[1] = segment[2] === 0 && segment[3] < headLength ? 1 : 0;
      segment[3] = toOriginal(segment[2], segment[3]);
    }
  }
  raw.mappings = codec.encode(lines);
  return JSON.stringify(raw);
}
