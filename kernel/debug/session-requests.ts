import type { Attachment } from "./attachment.js";
import type { Breakpoints } from "./breakpoints.js";
import { CELL_FILES } from "./cell-files.js";
import type { Execution } from "./execution.js";
import { CAPABILITIES } from "./protocol.js";
import type { Handlers } from "./requests.js";
import { THREAD } from "./stack-requests.js";

export interface SessionRequestsOptions {
  readonly attachment: Attachment;
  readonly breakpoints: Breakpoints;
  readonly execution: Execution;
  readonly emit: (event: string) => void;
  /** stops the running cell */
  readonly interrupt: () => void;
}

/** Requests that begin and end debugging. */
export function sessionRequests(options: SessionRequestsOptions): Handlers {
  const { attachment, breakpoints, execution, emit, interrupt } = options;
  return {
    debugInfo: () => ({
      isStarted: attachment.isStarted,
      ...CELL_FILES,
      breakpoints: breakpoints.all(),
      stoppedThreads: execution.stop === undefined ? [] : [THREAD],
      richRendering: true,
      exceptionPaths: [],
      copyToGlobals: true,
    }),
    initialize: () => {
      attachment.start();
      return CAPABILITIES;
    },
    attach: async () => {
      await attachment.attach();
      emit("initialized");
      return {};
    },
    configurationDone: () => ({}),
    setExceptionBreakpoints: async ({ filters }) => {
      const named: readonly unknown[] = Array.isArray(filters) ? filters : [];
      const which = (["all", "uncaught"] as const).find((filter) => named.includes(filter));
      await execution.setExceptions(which ?? "none");
      return {};
    },
    disconnect: async ({ terminateDebuggee }) => {
      if (terminateDebuggee === true) interrupt();
      await attachment.leave();
      return {};
    },
    terminate: async () => {
      interrupt();
      await attachment.leave();
      emit("terminated");
      return {};
    },
  };
}
