import { styleText } from "node:util";
import { type CodeRange, codeFrame } from "../../cell/code-frame.js";

/** What an error message of the protocol carries. */
export interface DiagnosticReport {
  readonly ename: string;
  readonly evalue: string;
  /** lines with ANSI colours */
  readonly traceback: readonly string[];
}

/** A type error or a syntax problem; the latter has no number. */
export interface Finding {
  readonly code?: number;
  readonly message: string;
  /** UTF-16 offsets into the cell's code */
  readonly start: number;
  readonly end: number;
}

const MAX_SHOWN = 10;
const force = { validateStream: false } as const;

/**
 * Turns what was found in a cell into an error with one code frame for each finding. `label` names
 * the cell, as in `Cell [3]`.
 */
export function formatDiagnostics(
  source: string,
  findings: readonly Finding[],
  label: string,
  name = "TypeScriptError",
): DiagnosticReport {
  const [first] = findings;
  return {
    ename: name,
    evalue: first === undefined ? "" : headline(first),
    traceback: blocks(source, findings, label, name, false),
  };
}

/** The traceback of `formatDiagnostics` as one text without colours. */
export function plainDiagnostics(
  source: string,
  findings: readonly Finding[],
  label: string,
  name = "TypeScriptError",
): string {
  return blocks(source, findings, label, name, true).join("\n");
}

function blocks(
  source: string,
  findings: readonly Finding[],
  label: string,
  name: string,
  plain: boolean,
): string[] {
  const bold = (text: string) => (plain ? text : styleText("bold", text, force));
  const dim = (text: string) => (plain ? text : styleText("dim", text, force));
  const lines = findings.slice(0, MAX_SHOWN).flatMap((finding, index) => {
    const range = rangeOf(source, finding);
    return [
      ...(index === 0 ? [] : [""]),
      `${bold(name)}: ${headline(finding)}`,
      dim(`    at ${label}:${range.line}:${range.column}`),
      "",
      codeFrame(source, range, { plain }),
    ];
  });
  const hidden = findings.length - MAX_SHOWN;
  return hidden > 0 ? [...lines, "", dim(`… and ${hidden} more`)] : lines;
}

function headline({ code, message }: Finding): string {
  return code === undefined ? message : `TS${code}: ${message}`;
}

function rangeOf(source: string, { start, end }: Finding): CodeRange {
  const before = source.slice(0, start);
  const lineStart = before.lastIndexOf("\n") + 1;
  const lineEnd = source.indexOf("\n", start);
  const underlineEnd = Math.min(end, lineEnd === -1 ? source.length : lineEnd);
  return {
    line: before.split("\n").length,
    column: start - lineStart + 1,
    length: Math.max(1, underlineEnd - start),
  };
}
