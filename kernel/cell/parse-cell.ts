import { createRequire } from "node:module";
import type * as Oxc from "oxc-parser";
import type { CellSyntax, SyntaxProblem } from "./cell-syntax.js";
import { declarationsOf } from "./declarations.js";
import { importsOf } from "./imports.js";
import { mentionsOf, mentionsOfText, usesTopLevelAwait } from "./mentions.js";

const require = createRequire(import.meta.url);
let oxc: typeof Oxc | undefined;

/**
 * Parses a cell as a TypeScript module. Never throws: what the parser rejects is in `problems`, and
 * then `program` may be empty while `mentions` still holds every word of the text.
 */
export function parseCell(code: string): CellSyntax {
  oxc ??= require("oxc-parser") as typeof Oxc;
  const { program, errors, module } = oxc.parseSync("cell.ts", code, {
    lang: "ts",
    sourceType: "module",
  });
  const problems = errors.filter(({ severity }) => severity === "Error").map(problemOf);
  const isReadable = problems.length === 0 || program.body.length > 0;
  return {
    code,
    program,
    problems,
    declarations: declarationsOf(program),
    imports: importsOf(program, code),
    mentions: isReadable ? mentionsOf(program) : mentionsOfText(code),
    usesTopLevelAwait: usesTopLevelAwait(program),
    dynamicImports: module.dynamicImports.map(({ start, end }) => ({ start, end })),
    importMetas: module.importMetas.map(({ start, end }) => ({ start, end })),
  };
}

function problemOf({ message, helpMessage, labels }: Oxc.OxcError): SyntaxProblem {
  const [label] = labels;
  return {
    message: helpMessage === null ? message : `${message.replace(/\.$/, "")}. ${helpMessage}`,
    start: label?.start ?? 0,
    end: label?.end ?? 0,
  };
}
