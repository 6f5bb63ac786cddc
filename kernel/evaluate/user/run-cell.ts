import { createRequire } from "node:module";
import { inspect } from "node:util";
import { customMimer } from "../../display/custom-mimer.js";
import type { MimeBundle } from "../../display/mime-bundle.js";
import {
  type ErrorReport,
  type ExpressionResult,
  endMarker,
  type RunCommand,
  type StreamName,
  type Timing,
} from "../user-messages.js";
import { enterRun } from "./current-run.js";
import { describeError, interruptedReport, isFitStopped, registerScript } from "./error-report.js";
import { abandonScript, evaluateScript, releaseScripts } from "./evaluate-script.js";
import { allowQuestions, dropQuestions } from "./input/ask-front-end.js";
import { endInput } from "./input/input-stream.js";
import { abortSignal } from "./interrupt/cell-signal.js";
import { isStopPending } from "./interrupt/interrupt-state.js";
import { whenSettled } from "./intrinsics.js";
import { isThenable } from "./is-thenable.js";
import { requireDescriptors } from "./kernel-descriptors.js";
import { libraryHooks } from "./library/library-hooks.js";
import { loadLibrary } from "./library/preload.js";
import { displayHandles } from "./output/display-handles.js";
import { giveUpReserved, sendEvent, writeFully } from "./output/event-channel.js";
import { displaysSettled, forgetDisplays } from "./output/pending-displays.js";
import { sentOutcome } from "./output/sent-outcome.js";
import { startTimer } from "./start-timer.js";

type RenderValue = typeof import("../../display/render-value.js");
type RenderedValue = Awaited<ReturnType<RenderValue["renderValue"]>>;

const { entries, fromEntries } = Object;
// not `import()`, as for the preloaded names, which need the same modules
const require = createRequire(import.meta.url);

type Outcome =
  | { readonly kind: "value"; readonly value: unknown; readonly isSent?: boolean }
  | {
      readonly kind: "error" | "interrupted";
      readonly error: ErrorReport;
      readonly isRefused?: boolean;
    };

/** A cell that is under way. */
export interface Run {
  readonly number: number;
  /**
   * Answers the cell as interrupted; code that ignores the stop goes on in the background. The error
   * says `place` where training stopped.
   */
  stop(place?: string): void;
  /** Answers the cell with an error that it cannot catch. */
  fail(thrown: unknown): void;
}

let running: Run | undefined;

export function runningCell(): Run | undefined {
  return running;
}

/** Runs a cell and answers it, whatever the cell did to this process. */
export function runCell(command: RunCommand): void {
  const timer = command.isTimed ? startTimer() : undefined;
  const interrupt = (error: ErrorReport) =>
    conclude(run, command, { ...NOTHING, ...timed(timer), interrupted: true, error });
  const run: Run = {
    number: command.run,
    stop: (place) => interrupt(interruptedReport(place)),
    fail: (thrown) => interrupt(describeError(thrown)),
  };
  running = run;
  allowQuestions(command.run);
  whenSettled(
    answerTo(command, timer),
    (answer) => conclude(run, command, answer),
    (thrown) => conclude(run, command, { ...NOTHING, error: describeError(thrown) }),
  );
}

type Timer = ReturnType<typeof startTimer>;

function timed(timer: Timer | undefined): Pick<Answer, "timing"> {
  return timer === undefined ? {} : { timing: timer() };
}

interface Answer {
  readonly interrupted: boolean;
  readonly expressions: Readonly<Record<string, ExpressionResult>>;
  readonly error?: ErrorReport;
  readonly isRefused?: boolean;
  readonly result?: MimeBundle;
  readonly timing?: Timing;
}

const NOTHING: Answer = { interrupted: false, expressions: {} };

/** May itself be terminated half-way: then the run still counts as running, and `stop` comes here again. */
function conclude(run: Run, command: RunCommand, answer: Answer): void {
  if (running !== run) return;
  dropQuestions();
  endInput();
  if (answer.interrupted) {
    abortSignal(command.run);
    abandonScript();
    forgetDisplays();
    giveUpReserved();
  }
  requireDescriptors();
  const marked: StreamName[] = [];
  for (let i = 0; i < STREAMS.length; i++) {
    if (mark(STREAMS[i]!, command.run)) marked[marked.length] = STREAMS[i]!;
  }
  sendEvent({ type: "done", run: command.run, marked, ...answer });
  running = undefined;
  // the answer is on its way meanwhile
  releaseScripts();
  libraryHooks()?.runEnded();
}

async function answerTo(command: RunCommand, timer: Timer | undefined): Promise<Answer> {
  libraryHooks()?.runBegins();
  const outcome = await evaluateCell(command);
  const timing = timed(timer);
  if (outcome.kind !== "value") {
    await displaysSettled();
    const interrupted = outcome.kind === "interrupted";
    const { error, isRefused = false } = outcome;
    return { ...NOTHING, ...timing, interrupted, error, ...(isRefused ? { isRefused } : {}) };
  }
  const { value } = outcome;
  const isShown = value !== undefined && !displayHandles.has(value as object); // false for all else
  const result =
    isShown && (command.wantsResult || outcome.isSent === true)
      ? await enterRun(command.run, () => render(value))
      : undefined;
  if (result?.failure !== undefined) {
    await displaysSettled();
    return { ...NOTHING, ...timing, error: describeError(result.failure.thrown) };
  }
  const expressions: [string, ExpressionResult][] = [];
  const asked = entries(command.expressions);
  for (let i = 0; i < asked.length; i++) {
    expressions[i] = [asked[i]![0], await evaluateExpression(command, asked[i]![1])];
  }
  await displaysSettled();
  return {
    ...timing,
    interrupted: false,
    // a name may be `__proto__`; where there is none, nothing is asked of the iterator of arrays
    expressions: asked.length === 0 ? {} : fromEntries(expressions),
    ...(result === undefined ? {} : { result }),
  };
}

async function evaluateCell(command: RunCommand): Promise<Outcome> {
  try {
    if (command.needsLibrary) {
      await loadLibrary();
      sendEvent({ type: "begun", run: command.run });
    }
    const url = registerScript(command.run, command.label, command.map);
    const outcome = await evaluate(command, command.code, url);
    const sent = outcome.kind === "value" ? await sentOutcome(command.run) : undefined;
    if (sent === undefined) return outcome;
    if ("error" in sent) return { kind: "error", error: describeError(sent.error) };
    return { kind: "value", value: sent.value, isSent: true };
  } catch (error) {
    return { kind: "error", error: describeError(error) };
  }
}

async function evaluate(command: RunCommand, code: string, url: string): Promise<Outcome> {
  const script = await enterRun(command.run, () =>
    evaluateScript(code, url, { isDebugged: command.isDebugged }),
  );
  switch (script.kind) {
    case "terminated":
      return { kind: "interrupted", error: interruptedReport() };
    case "value": {
      const { value } = script;
      return { kind: "value", value: isThenable(value) ? await value : value };
    }
    case "thrown": {
      const { thrown } = script;
      if (isFitStopped(thrown)) return { kind: "error", error: interruptedReport(thrown.message) };
      // such as the failure of a child process that the interrupt ended
      if (isStopPending()) return { kind: "interrupted", error: interruptedReport() };
      const isRefused = script.isRefused === true;
      return { kind: "error", error: describeError(thrown), isRefused };
    }
  }
}

/** loaded late, or in the background after start: what prints in one line needs none of it */
async function render(value: unknown): Promise<RenderedValue> {
  const isShort =
    typeof value === "number" || typeof value === "boolean" || typeof value === "bigint";
  if (isShort && customMimer() === undefined) {
    return { data: { "text/plain": print(value) }, metadata: {} };
  }
  try {
    const { renderValue } = require("../../display/render-value.js") as RenderValue;
    return await renderValue(value);
  } catch {
    // it never throws, but for what a cell did to prototypes, or with no descriptor left to load it
    return { data: { "text/plain": briefText(value) }, metadata: {} };
  }
}

const print = inspect;
const BRIEF = { depth: 2, maxArrayLength: 100, maxStringLength: 10_000 } as const;

function briefText(value: unknown): string {
  try {
    return print(value, BRIEF);
  } catch {
    return `[${typeof value} that cannot be printed]`;
  }
}

async function evaluateExpression(command: RunCommand, code: string): Promise<ExpressionResult> {
  const outcome = await evaluate(command, code, "preplab-expression:");
  if (outcome.kind === "value") {
    const { data, metadata } = await render(outcome.value);
    return { status: "ok", bundle: { data, metadata } };
  }
  return { status: "error", error: outcome.error };
}

const STREAMS: readonly StreamName[] = ["stdout", "stderr"];
const STREAM_FD = { stdout: 1, stderr: 2 } as const;
const toBytes = Buffer.from;

function mark(name: StreamName, run: number): boolean {
  try {
    writeFully(toBytes(endMarker(run)), STREAM_FD[name]);
    return true;
  } catch {
    return false;
  }
}
