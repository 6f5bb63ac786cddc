import type { CellSyntax, SyntaxProblem } from "./cell-syntax.js";
import { askableCode, splitMagics } from "./magics.js";
import { nextIndent } from "./next-indent.js";
import { parseCell } from "./parse-cell.js";
import { questionOf } from "./question.js";

const DOUBTFUL = "Invalid assignment in object literal";

export interface Completeness {
  readonly status: "complete" | "incomplete" | "invalid";
  /** white space to begin the next line with, when the code is incomplete */
  readonly indent?: string;
}

/**
 * Says whether pressing Enter should run the code, ask for more lines of it, or run it only to show
 * the syntax error that no further line can mend.
 */
export function isComplete(text: string): Completeness {
  if (questionOf(text) !== undefined) return { status: "complete" };
  const { magics, code: plain } = splitMagics(text);
  const last = magics.at(-1);
  const takesLines = last?.timed?.takesLines === true;
  if (takesLines && last?.timed?.isEmpty) return { status: "incomplete", indent: "" };
  const code = takesLines ? askableCode(text) : plain;
  // as in IPython, an empty line ends a cell that is no code
  if (last?.name === "bash" && !/\S[\s\S]*\n[ \t]*$/.test(last.args)) {
    return { status: "incomplete", indent: "" };
  }
  if (magics.length > 0 && code.trim() === "") return { status: "complete" };
  const status = statusOf(code);
  if (status !== "incomplete") {
    // `{ a: 1, b: 2 }` is no statement but an object
    const isObject = code.trimStart().startsWith("{");
    if (status === "complete" || !isObject) return { status };
    if (parseCell(`(${code}\n)`).problems.length === 0) return { status: "complete" };
    if (statusOf(`(${code}`) === "invalid") return { status };
  }
  return { status: "incomplete", indent: nextIndent(code, isInTemplate(code)) };
}

function statusOf(code: string): Completeness["status"] {
  // the newline of the Enter key: what cannot continue on the next line is not incomplete
  const text = `${code}\n`;
  const cell = parseCell(text);
  if (cell.problems.length === 0) return lacksBody(cell) ? "incomplete" : "complete";
  if (!cell.problems.every((problem) => isMendable(problem, text))) return "invalid";
  const isDoubtful = ({ message }: SyntaxProblem) => message.startsWith(DOUBTFUL);
  return cell.problems.every(isDoubtful) ? "invalid" : "incomplete";
}

function isMendable({ message, start, end }: SyntaxProblem, text: string): boolean {
  const code = text.trimEnd();
  if (message.startsWith("Unterminated multiline comment")) return true;
  if (message.startsWith("Unterminated string")) {
    // a line that ends in a backslash goes on in the next
    return isTemplatePart(text, start) || /(?<!\\)(\\\\)*\\\n$/.test(text);
  }
  // only doubtful until the `=>` or `=` that may follow the closing bracket
  if (message.startsWith(DOUBTFUL)) return true;
  // said of `import("x"` too, where only the parenthesis is missing
  if (message.startsWith("Dynamic imports")) return parseCell(`${code}\n)`).problems.length === 0;
  return start >= code.length && end >= code.length && !message.startsWith("Invalid");
}

/** the parser speaks of an unterminated string for templates too, from a backtick or from `}` on */
function isTemplatePart(text: string, start: number): boolean {
  return text[start] === "`" || text[start] === "}";
}

/** `function f()` alone parses as an overload */
function lacksBody({ code, program }: CellSyntax): boolean {
  let last = program.body.at(-1);
  if (last?.type === "ExportNamedDeclaration" && last.declaration !== null) last = last.declaration;
  if (last?.type !== "TSDeclareFunction" || last.declare) return false;
  return last.end >= code.trimEnd().length && !code.trimEnd().endsWith(";");
}

function isInTemplate(code: string): boolean {
  const text = `${code}\n`;
  return parseCell(text).problems.some(
    ({ message, start }) =>
      message.startsWith("Unterminated string") && isTemplatePart(text, start),
  );
}
