import type { Debugger } from "node:inspector";
import type { DebugTarget } from "../evaluate/debug-target.js";
import { InspectorGone } from "../evaluate/inspector-link.js";
import { type StoppedFrame, userFrames } from "./call-stack.js";
import { isCaughtAt } from "./caught-exceptions.js";
import { parseSource } from "./parse-source.js";
import type { StopReason } from "./protocol.js";
import type { SourcePosition } from "./script-positions.js";
import type { Script, Scripts } from "./scripts.js";

export type Step = "stepOver" | "stepInto" | "stepOut";

/** User code that stands still. */
export interface Stop {
  readonly reason: StopReason;
  readonly frames: readonly StoppedFrame[];
  /** what was thrown */
  readonly text?: string;
}

/** Stops and goes, as the user sees them: what happens in foreign code in between is not shown. */
export interface Execution {
  readonly stop: Stop | undefined;
  resume(): Promise<void>;
  step(step: Step): Promise<void>;
  /** stops at the next statement of the user's, now or in the next cell */
  pause(): Promise<void>;
  /** a cell is about to run */
  enter(script: Script): Promise<void>;
  /** which exceptions to stop at: none, those that nothing catches, all */
  setExceptions(which: "none" | "uncaught" | "all"): Promise<void>;
  paused(event: Debugger.PausedEventDataType): void;
  resumed(): void;
  /** V8 debugs from now on */
  enabled(): Promise<void>;
  /** the process is another one, or left alone */
  reset(): void;
}

export interface ExecutionEvents {
  readonly stopped: (stop: Stop) => void;
  readonly continued: () => void;
}

/** Node's own functions cannot be kept from a step; whoever wants to stop in user code goes through them. */
const MOST_FOREIGN_STEPS = 2000;
/** frames of callers that have awaited, to see whether one of them catches */
const AWAITING_FRAMES = 16;

export function createExecution(
  target: DebugTarget,
  scripts: Scripts,
  { stopped, continued }: ExecutionEvents,
): Execution {
  let stop: Stop | undefined;
  let exceptions: "none" | "uncaught" | "all" = "none";
  let wanted: Step | "pause" | undefined;
  let foreignSteps = 0;
  /** where a step began */
  let origin: readonly StoppedFrame[] = [];
  let lastFrameId = 0;
  /** the breakpoint that stops at the first statement of a cell */
  let entry: string | undefined;

  const go = async (command: Step | "resume" | "pause") => {
    await target.post(`Debugger.${command}`).catch((error: unknown) => {
      // code that goes on may end the process
      if (!(error instanceof InspectorGone)) throw error;
    });
  };
  /** what follows a stop that the user is not shown */
  const goOn = (command: Step | "resume") => {
    if (command === "resume") wanted = undefined;
    // refused when an interrupt was faster
    go(command).catch(() => {});
  };

  const show = (event: Debugger.PausedEventDataType, frames: readonly StoppedFrame[]) => {
    const text = (event.data as { description?: string } | undefined)?.description;
    const reason = isException(event) ? "exception" : stopReason(event, wanted);
    stop = { reason, frames, ...(reason === "exception" && text ? { text } : {}) };
    wanted = undefined;
    stopped(stop);
  };

  /** Told before code goes on: what it then does comes by another way, and may be faster. */
  const endStop = () => {
    if (stop === undefined) return;
    stop = undefined;
    continued();
  };

  const tellExceptions = async () => {
    const state = exceptions === "none" ? "none" : "all";
    await target.post("Debugger.setPauseOnExceptions", { state });
    const maxDepth = exceptions === "uncaught" ? AWAITING_FRAMES : 0;
    await target.post("Debugger.setAsyncCallStackDepth", { maxDepth });
  };

  return {
    get stop() {
      return stop;
    },
    resume: () => {
      wanted = undefined;
      endStop();
      return go("resume");
    },
    step: (step) => {
      wanted = step;
      origin = stop?.frames ?? [];
      foreignSteps = 0;
      endStop();
      return go(step);
    },
    pause: async () => {
      wanted = "pause";
      foreignSteps = 0;
      if (target.isRunning) await go("pause");
    },
    enter: async (script) => {
      const location = script.positions().toScript(1);
      if (wanted !== "pause" || location === undefined) return;
      const set = await target.post("Debugger.setBreakpointByUrl", {
        ...script.address,
        ...location,
      });
      entry = (set as Debugger.SetBreakpointByUrlReturnType).breakpointId;
    },
    enabled: tellExceptions,
    setExceptions: async (which) => {
      exceptions = which;
      await tellExceptions();
    },
    paused: (event) => {
      if (entry !== undefined && event.hitBreakpoints?.includes(entry)) {
        void target.post("Debugger.removeBreakpoint", { breakpointId: entry }).catch(() => {});
        entry = undefined;
      }
      const frames = userFrames(event.callFrames, scripts, () => ++lastFrameId);
      if (isException(event)) {
        if (frames.length > 0 && !(exceptions === "uncaught" && isCaught(event, scripts, frames))) {
          return show(event, frames);
        }
        return goOn(wanted === undefined || wanted === "pause" ? "resume" : wanted);
      }
      if (frames[0] !== undefined && frames[0].callFrame === event.callFrames[0]) {
        // back from foreign code, and not yet through with what is to be stepped into
        if (wanted === "stepInto" && foreignSteps > 0 && isSamePlace(frames, origin)) {
          return goOn("stepInto");
        }
        return show(event, frames);
      }
      foreignSteps++;
      if (frames.length > 0) return goOn("stepOut");
      // nothing of the user's has called it, or it is what comes after a cell
      goOn(wanted === "pause" && foreignSteps < MOST_FOREIGN_STEPS ? "stepInto" : "resume");
    },
    resumed: endStop,
    reset: () => {
      wanted = undefined;
      entry = undefined;
      endStop();
    },
  };
}

function stopReason(
  { hitBreakpoints = [] }: Debugger.PausedEventDataType,
  wanted: Step | "pause" | undefined,
): StopReason {
  if (wanted === "pause") return "pause";
  // nothing was asked for at a `debugger` statement
  return hitBreakpoints.length > 0 || wanted === undefined ? "breakpoint" : "step";
}

function isSamePlace(now: readonly StoppedFrame[], then: readonly StoppedFrame[]): boolean {
  return (
    now.length === then.length &&
    now[0]?.line === then[0]?.line &&
    now[0]?.script === then[0]?.script
  );
}

function isException({ reason }: Debugger.PausedEventDataType): boolean {
  return reason === "exception" || reason === "promiseRejection";
}

/** Whether a function on the stack, or one that awaits it, catches what was thrown. */
function isCaught(
  { asyncStackTrace }: Debugger.PausedEventDataType,
  scripts: Scripts,
  frames: readonly StoppedFrame[],
): boolean {
  if (frames.some(({ script, line, column }) => isCaughtIn(script.text, { line, column }))) {
    return true;
  }
  for (let trace = asyncStackTrace; trace !== undefined; trace = trace.parent) {
    for (const { scriptId, lineNumber, columnNumber } of trace.callFrames) {
      const script = scripts.at(scriptId);
      const position = script?.positions().toSource({ lineNumber, columnNumber });
      if (script && position && isCaughtIn(script.text, position)) return true;
    }
  }
  return false;
}

function isCaughtIn(text: string | undefined, { line, column }: SourcePosition): boolean {
  if (text === undefined) return false;
  const { code, program } = parseSource(text);
  const before = code.split("\n", line - 1).join("\n").length + (line > 1 ? 1 : 0);
  return isCaughtAt(program, before + column - 1);
}
