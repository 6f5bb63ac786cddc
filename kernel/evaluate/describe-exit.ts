import { DESCRIPTOR_LOST, ENGINE_LOST, type ErrorReport } from "./user-messages.js";
import type { UserExit } from "./user-process.js";

const CONSEQUENCE = "Variables are gone; a fresh process runs the next cell.";
/** what Node.js exits with when the handler of an uncaught exception throws */
const HANDLER_FAILED = 7;

/** What a cell is told when its process ended under it. */
export function describeExit(exit: UserExit): ErrorReport {
  const [name, what] = reasonOf(exit);
  return { name, message: `${what} ${CONSEQUENCE}`, frames: [] };
}

function reasonOf({ code, signal, exitCalled, ended, wasReady }: UserExit): [string, string] {
  if (ended === "unstoppable") {
    return [
      "ProcessEnded",
      "The cell did not stop when interrupted twice, so its process was ended.",
    ];
  }
  if (ended === "garbled") {
    return [
      "ProcessEnded",
      "Something was written on a descriptor that belongs to the kernel (3, 4 or 5), so the process was ended.",
    ];
  }
  if (exitCalled !== undefined) return ["ProcessExit", `process.exit(${exitCalled}) was called.`];
  if (code === DESCRIPTOR_LOST) {
    return ["ProcessEnded", "A descriptor that belongs to the kernel (3, 4 or 5) was closed."];
  }
  if (code === ENGINE_LOST) {
    return [
      "ProcessEnded",
      "The process had sent itself a signal, after which Node.js runs no more cells.",
    ];
  }
  if (signal === "SIGABRT") {
    return [
      "ProcessAborted",
      "The process aborted, often for lack of memory (see its messages above).",
    ];
  }
  if (signal !== null) return ["ProcessCrashed", `The process was ended by ${signal}.`];
  if (!wasReady) {
    return ["ProcessCrashed", `The process could not start (code ${code ?? "unknown"}).`];
  }
  if (code === HANDLER_FAILED) {
    return ["ProcessCrashed", "The handler of an uncaught exception threw (see above)."];
  }
  return ["ProcessCrashed", `The process ended with code ${code ?? "unknown"}.`];
}
