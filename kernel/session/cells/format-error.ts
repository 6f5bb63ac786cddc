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
/** what cells have preloaded: its own frames say nothing that the message does not */
const PRELOADED = /^(preplab|@tensorflow)(?:\/|$)/;
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
  let folded: string[] = [];
  const unfold = () => {
    if (folded.length > 0)
      shown.push(dim(`    … ${folded.length} ${frameWord(folded.length)} in ${names(folded)}`));
    folded = [];
  };
  for (const [at, frame] of frames.entries()) {
    const library = PRELOADED.exec(frame.source)?.[1];
    if (library !== undefined) {
      folded.push(library);
      continue;
    }
    unfold();
    if (shown.length >= MAX_FRAMES) {
      const hidden = frames.length - at;
      return [...shown, dim(`    … ${hidden} more ${frameWord(hidden)}`)];
    }
    const place = `${frame.source}:${frame.line}:${frame.column}`;
    const text =
      frame.functionName === null ? `    at ${place}` : `    at ${frame.functionName} (${place})`;
    shown.push(frame.inCell ? text : dim(text));
  }
  unfold();
  return shown;
}

function frameWord(count: number): string {
  return count === 1 ? "frame" : "frames";
}

function names(libraries: readonly string[]): string {
  return [...new Set(libraries)].join(", ");
}
