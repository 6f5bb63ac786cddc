import { createRequire } from "node:module";
import type * as Oxc from "oxc-parser";
import type { CellSyntax, SyntaxProblem } from "./cell-syntax.js";
import { declarationsOf } from "./declarations.js";
import { importsOf } from "./imports.js";
import { mentionsOf, mentionsOfText } from "./mentions.js";

const require = createRequire(import.meta.url);
let oxc: typeof Oxc | undefined;

/**
 * Parses a cell as a TypeScript module. Never throws: what the parser rejects is in `problems`, and
 * then `program` may be empty while `mentions` still holds every word of the text.
 */
export function parseCell(code: string): CellSyntax {
  const plain = parseAs("ts", code);
  if (plain.problems.length === 0 || !code.includes("<")) return syntaxOf(code, plain, false);
  const jsx = parseAs("tsx", code);
  // the reading that goes further knows better what is wrong
  const isJsx = jsx.problems.length === 0 || firstProblem(jsx) > firstProblem(plain);
  return syntaxOf(code, isJsx ? jsx : plain, isJsx);
}

interface Parsed extends Pick<Oxc.ParseResult, "program" | "module"> {
  readonly problems: readonly SyntaxProblem[];
}

function parseAs(lang: "ts" | "tsx", code: string): Parsed {
  oxc ??= require("oxc-parser") as typeof Oxc;
  const { program, errors, module } = oxc.parseSync(`cell.${lang}`, code, {
    lang,
    sourceType: "module",
  });
  const problems = errors.filter(({ severity }) => severity === "Error").map(problemOf);
  return { program, module, problems };
}

function firstProblem({ problems }: Parsed): number {
  return Math.min(...problems.map(({ start }) => start));
}

function syntaxOf(code: string, { program, module, problems }: Parsed, isJsx: boolean): CellSyntax {
  const isReadable = problems.length === 0 || program.body.length > 0;
  return {
    code,
    program,
    problems,
    isJsx,
    declarations: declarationsOf(program),
    imports: importsOf(program, code),
    mentions: isReadable ? mentionsOf(program) : mentionsOfText(code),
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
