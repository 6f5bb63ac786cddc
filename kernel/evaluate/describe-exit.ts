import type { ErrorReport } from "./user-messages.js";
import type { UserExit } from "./user-process.js";

const CONSEQUENCE = "Variables are gone; a fresh process runs the next cell.";

/** What a cell is told when its process ended under it. */
export function describeExit({ code, signal, exitCalled }: UserExit): ErrorReport {
  const report = (name: string, what: string): ErrorReport => ({
    name,
    message: `${what} ${CONSEQUENCE}`,
    frames: [],
  });
  if (exitCalled !== undefined)
    return report("ProcessExit", `process.exit(${exitCalled}) was called.`);
  if (signal === "SIGABRT") {
    return report(
      "ProcessAborted",
      "The process aborted, often for lack of memory (see its messages above).",
    );
  }
  if (signal !== null) return report("ProcessCrashed", `The process was ended by ${signal}.`);
  return report("ProcessCrashed", `The process ended with code ${code ?? "unknown"}.`);
}
