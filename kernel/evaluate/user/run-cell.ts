import { Session } from "node:inspector";
import { createRequire } from "node:module";
import { inspect } from "node:util";
import type { MimeBundle } from "../../display/mime-bundle.js";
import {
  type ErrorReport,
  type ExpressionResult,
  endMarker,
  type RunCommand,
  type StreamName,
} from "../user-messages.js";
import { allowQuestions, dropQuestions } from "./ask-front-end.js";
import { enterRun } from "./current-run.js";
import { describeError, interruptedReport, isFitStopped, registerScript } from "./error-report.js";
import { sendEvent, writeFully } from "./event-channel.js";
import { releasePromises } from "./held-promises.js";
import { endInput } from "./input-stream.js";
import { isStopPending } from "./interrupt-state.js";
import { IntrinsicPromise } from "./intrinsics.js";
import { libraryHooks } from "./library-hooks.js";
import { displaysSettled } from "./pending-displays.js";
import { loadLibrary } from "./preload.js";
import { startTimer } from "./start-timer.js";

type RemoteObject = import("node:inspector").Runtime.RemoteObject;
type EvaluateResult = import("node:inspector").Runtime.EvaluateReturnType;

type RenderValue = typeof import("../../display/render-value.js");

// not `import()`, as for the preloaded names, which need the same modules
const require = createRequire(import.meta.url);
const OBJECT_GROUP = "preplab-run";
let session = connect();

function connect(): Session {
  const connected = new Session();
  connected.connect();
  return connected;
}

/** Drops an evaluation that will never end together with the session that waits for it. */
function abandonEvaluation(): void {
  session.disconnect();
  session = connect();
  releasePromises();
}

interface Interrupted {
  readonly kind: "interrupted";
  readonly error: ErrorReport;
}

type Outcome =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "error"; readonly error: ErrorReport }
  | Interrupted;

/** A cell that is under way. */
export interface Run {
  readonly number: number;
  /**
   * Settles the cell as interrupted; code that ignores the stop goes on in the background. The error
   * says `place` where training stopped.
   */
  stop(place?: string): void;
  /** Settles the cell with an error that it cannot catch. */
  fail(thrown: unknown): void;
}

let running: Run | undefined;

export function runningCell(): Run | undefined {
  return running;
}

export async function runCell(command: RunCommand): Promise<void> {
  const interrupted = new IntrinsicPromise<Interrupted>((resolve) => {
    running = {
      number: command.run,
      fail: (thrown) => resolve({ kind: "interrupted", error: describeError(thrown) }),
      stop: (place) => resolve({ kind: "interrupted", error: interruptedReport(place) }),
    };
  });
  allowQuestions(command.run);
  libraryHooks()?.runBegins();
  const timer = command.isTimed ? startTimer() : undefined;
  const outcome = await IntrinsicPromise.race([evaluateCell(command), interrupted]);
  const timing = timer?.();
  const ended = await IntrinsicPromise.race([finish(command, outcome), interrupted]);
  running = undefined;
  dropQuestions();
  endInput();
  const isInterrupted = outcome.kind === "interrupted" || ended.kind === "interrupted";
  if (isInterrupted) abandonEvaluation();
  session.post("Runtime.releaseObjectGroup", { objectGroup: OBJECT_GROUP });
  const marked = (["stdout", "stderr"] as const).filter((name) => mark(name, command.run));
  sendEvent({
    type: "done",
    run: command.run,
    interrupted: isInterrupted,
    expressions: ended.kind === "rendered" ? ended.expressions : {},
    marked,
    ...(timing === undefined ? {} : { timing }),
    ...(outcome.kind !== "value"
      ? { error: outcome.error }
      : ended.kind === "interrupted"
        ? { error: ended.error }
        : ended.result === undefined
          ? {}
          : { result: ended.result }),
  });
  libraryHooks()?.runEnded();
}

async function evaluateCell(command: RunCommand): Promise<Outcome> {
  try {
    if (command.needsLibrary) await loadLibrary();
    sendEvent({ type: "begun", run: command.run });
    return await evaluate(
      command,
      command.code,
      registerScript(command.run, command.label, command.map),
    );
  } catch (error) {
    return { kind: "error", error: describeError(error) };
  }
}

async function evaluate(command: RunCommand, code: string, url: string): Promise<Outcome> {
  const { result, exceptionDetails } = await enterRun(
    command.run,
    () =>
      new IntrinsicPromise<EvaluateResult>((resolve, reject) => {
        session.post(
          "Runtime.evaluate",
          {
            expression: `${code}\n//# sourceURL=${url}`,
            replMode: true,
            awaitPromise: true,
            silent: true,
            objectGroup: OBJECT_GROUP,
          },
          (error, reply) => (error === null ? resolve(reply as EvaluateResult) : reject(error)),
        );
      }),
  ).catch(() => ({ result: undefined, exceptionDetails: undefined }));
  // the session itself answers an error only when execution was terminated
  if (result === undefined) return { kind: "interrupted", error: interruptedReport() };
  if (exceptionDetails !== undefined) {
    const thrown = liveValue(exceptionDetails.exception ?? result);
    if (isFitStopped(thrown)) return { kind: "error", error: interruptedReport(thrown.message) };
    // such as the failure of a child process that the interrupt ended
    if (isStopPending()) return { kind: "interrupted", error: interruptedReport() };
    return { kind: "error", error: describeError(thrown) };
  }
  const value = liveValue(result);
  return { kind: "value", value: isThenable(value) ? await value : value };
}

interface Rendered {
  readonly kind: "rendered";
  readonly result?: MimeBundle;
  readonly expressions: Readonly<Record<string, ExpressionResult>>;
}

async function finish(command: RunCommand, outcome: Outcome): Promise<Rendered> {
  if (outcome.kind !== "value") {
    await displaysSettled();
    return { kind: "rendered", expressions: {} };
  }
  const { value } = outcome;
  const result =
    command.wantsResult && value !== undefined
      ? await enterRun(command.run, () => render(value))
      : undefined;
  const expressions: [string, ExpressionResult][] = [];
  for (const [name, code] of Object.entries(command.expressions)) {
    expressions.push([name, await evaluateExpression(command, code)]);
  }
  await displaysSettled();
  return {
    kind: "rendered",
    // a name may be `__proto__`
    expressions: Object.fromEntries(expressions),
    ...(result === undefined ? {} : { result }),
  };
}

/** loaded late, or in the background after start: what prints in one line needs none of it */
async function render(value: unknown): Promise<MimeBundle> {
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") {
    return { data: { "text/plain": inspect(value) }, metadata: {} };
  }
  const { renderValue } = require("../../display/render-value.js") as RenderValue;
  return renderValue(value);
}

async function evaluateExpression(command: RunCommand, code: string): Promise<ExpressionResult> {
  const outcome = await evaluate(command, code, "preplab-expression:");
  if (outcome.kind === "value") {
    return { status: "ok", bundle: await render(outcome.value) };
  }
  return { status: "error", error: outcome.error };
}

let received: unknown;
const receive = (value: unknown): void => {
  received = value;
};
const RECEIVER = Symbol.for("preplab.receive");
Object.defineProperty(globalThis, RECEIVER, { value: receive, enumerable: false });

/** The very object behind an inspector handle; the session lives in the same thread. */
function liveValue(remote: RemoteObject): unknown {
  if (remote.objectId === undefined) return primitiveValue(remote);
  received = undefined;
  session.post("Runtime.callFunctionOn", {
    objectId: remote.objectId,
    functionDeclaration: "function (value) { globalThis[Symbol.for('preplab.receive')](value); }",
    arguments: [{ objectId: remote.objectId }],
    silent: true,
  });
  const value = received;
  received = undefined;
  return value;
}

function primitiveValue(remote: RemoteObject): unknown {
  const text = remote.unserializableValue;
  if (text === undefined) return remote.subtype === "null" ? null : remote.value;
  return text.endsWith("n") ? BigInt(text.slice(0, -1)) : Number(text);
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  if (value instanceof IntrinsicPromise) return true;
  try {
    return (
      typeof value === "object" &&
      value !== null &&
      typeof (value as PromiseLike<unknown>).then === "function"
    );
  } catch {
    return false;
  }
}

const STREAM_FD = { stdout: 1, stderr: 2 } as const;

function mark(name: StreamName, run: number): boolean {
  try {
    writeFully(Buffer.from(endMarker(run)), STREAM_FD[name]);
    return true;
  } catch {
    return false;
  }
}
