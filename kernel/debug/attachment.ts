import type { DebugTarget } from "../evaluate/debug-target.js";
import type { Breakpoints } from "./breakpoints.js";
import type { Execution } from "./execution.js";
import { LIBRARY_PATTERNS } from "./library-patterns.js";
import type { UserCode } from "./user-code.js";

/** Whether a front end debugs; only then does V8. */
export interface Attachment {
  /** a front end has introduced itself */
  readonly isStarted: boolean;
  start(): void;
  attach(): Promise<void>;
  /** resolves when V8 debugs; undefined when it is not to */
  readonly ready: Promise<void> | undefined;
  /** lets what is stopped go on, and code run at full speed */
  leave(): Promise<void>;
  /** another process runs the cells from now on */
  restarted(): void;
}

export function createAttachment(
  target: DebugTarget,
  userCode: UserCode,
  breakpoints: Breakpoints,
  execution: Execution,
): Attachment {
  let isStarted = false;
  let ready: Promise<void> | undefined;

  const enable = async () => {
    await userCode.load();
    await target.post("Debugger.enable");
    await target.post("Debugger.setBlackboxPatterns", { patterns: LIBRARY_PATTERNS });
    await execution.enabled();
    await breakpoints.installAll();
  };

  return {
    get isStarted() {
      return isStarted;
    },
    get ready() {
      return ready;
    },
    start: () => {
      isStarted = true;
    },
    attach: async () => {
      ready ??= enable();
      await ready;
    },
    leave: async () => {
      const enabling = ready;
      isStarted = false;
      ready = undefined;
      breakpoints.clear();
      if (enabling === undefined) return;
      await enabling.catch(() => {});
      // refused when an interrupt was faster
      if (execution.stop !== undefined) await execution.resume().catch(() => {});
      await target.post("Debugger.disable");
      target.detach();
      execution.reset();
    },
    restarted: () => {
      breakpoints.uninstalled();
      execution.reset();
      if (ready === undefined) return;
      ready = enable();
      // a process that does not come up is told of by the cell that needs it
      ready.catch(() => {});
    },
  };
}
