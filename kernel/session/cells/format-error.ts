import { stripVTControlCharacters, styleText } from "node:util";
import { codeFrame } from "../../cell/code-frame.js";
import type { ErrorReport, StackFrame } from "../../evaluate/user-messages.js";

/** What an `error` message and an error reply carry. */
export interface FormattedError {
  readonly ename: string;
  readonly evalue: string;
  /** lines with ANSI colours */
  readonly traceback: readonly string[];
}

const MAX_FRAMES = 30;
/** the library's own frames say nothing that its message does not */
const LIBRARY = "preplab";
const force = { validateStream: false } as const;
// bold, not red: front ends show errors on a red ground, where red text is hard to read
const strong = (text: string) => styleText("bold", text, force);
const dim = (text: string) => styleText("dim", text, force);

/** `sourceOf` gives a cell's code by its label, for the frame of code where it went wrong. */
export function formatError(
  report: ErrorReport,
  sourceOf: (label: string) => string | undefined,
): FormattedError {
  const evalue = stripVTControlCharacters(report.message);
  return { ename: report.name, evalue, traceback: lines(report, sourceOf) };
}

function lines(report: ErrorReport, sourceOf: (label: string) => string | undefined): string[] {
  const headline =
    report.message === "" ? strong(report.name) : `${strong(report.name)}: ${report.message}`;
  const result = [headline];
  const top = report.frames.find(({ inCell }) => inCell);
  const source = top === undefined ? undefined : sourceOf(top.source);
  if (top !== undefined && source !== undefined) {
    result.push("", codeFrame(source, { line: top.line, column: top.column }), "");
  }
  result.push(...frameLines(report.frames));
  if (report.details !== undefined) result.push(dim(report.details));
  if (report.cause !== undefined) {
    const [first = "", ...rest] = lines(report.cause, sourceOf);
    result.push(`${dim("Caused by")} ${first}`, ...rest);
  }
  return result;
}

function frameLines(frames: readonly StackFrame[]): string[] {
  const shown: string[] = [];
  let folded = 0;
  const unfold = () => {
    if (folded > 0) shown.push(dim(`    … ${folded} frame${folded > 1 ? "s" : ""} in preplab`));
    folded = 0;
  };
  for (const frame of frames.slice(0, MAX_FRAMES)) {
    if (frame.source === LIBRARY) {
      folded++;
      continue;
    }
    unfold();
    const place = `${frame.source}:${frame.line}:${frame.column}`;
    const text =
      frame.functionName === null ? `    at ${place}` : `    at ${frame.functionName} (${place})`;
    shown.push(frame.inCell ? text : dim(text));
  }
  unfold();
  const hidden = frames.length - MAX_FRAMES;
  return hidden > 0 ? [...shown, dim(`    … ${hidden} more frames`)] : shown;
}
