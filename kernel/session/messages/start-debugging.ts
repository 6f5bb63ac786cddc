import { parseCell } from "../../cell/parse-cell.js";
import type { Checker } from "../../check/checker.js";
import type { DebugSession, DebugSessionOptions } from "../../debug/debug-session.js";
import type { Evaluator } from "../../evaluate/evaluator.js";

export interface StartDebuggingOptions extends Pick<DebugSessionOptions, "emit" | "interrupt"> {
  readonly evaluator: Evaluator;
  readonly checker: Checker;
}

/** Loaded with the first request of a debugger, which most sessions never see. */
export async function startDebugging(options: StartDebuggingOptions): Promise<DebugSession> {
  const { evaluator, checker, emit, interrupt } = options;
  const { createDebugSession } = await import("../../debug/debug-session.js");
  return createDebugSession({
    target: evaluator.debugTarget,
    emit,
    interrupt,
    // cells may use what was copied out of a frame; its type is not known
    onDeclared: (name) => checker.commit(parseCell(`var ${name}: any;`)),
  });
}
