import { Session } from "node:inspector";
import { LOADER_GLOBAL } from "../loader-global.js";
import { uncurry } from "../uncurry.js";
import { ENGINE_LOST } from "../user-messages.js";
import { firstPromiseOf } from "./first-promise.js";
import { IntrinsicPromise, whenSettled } from "./intrinsics.js";
import { leave } from "./kernel-descriptors.js";

type RemoteObject = import("node:inspector").Runtime.RemoteObject;
type EvaluateReply = import("node:inspector").Runtime.EvaluateReturnType;
type Callback = (error: Error | null, reply?: object) => void;

const OBJECT_GROUP = "preplab-run";
/** what V8 names the completion value of a REPL script */
const RESULT = ".repl_result";

const post = uncurry<Session, [string, object, Callback?], void>(Session.prototype.post);
let session = connect();
/** of the script that is under way; nobody else holds it */
let promise: Promise<unknown> | undefined;

function connect(): Session {
  const connected = new Session();
  connected.connect();
  return connected;
}

const UNANSWERED =
  "The cell cannot start: an earlier one gave Object.prototype a property, such as toJSON, that keeps " +
  "Node.js from starting it. Restart the kernel.";

export type ScriptOutcome =
  | { readonly kind: "value"; readonly value: unknown }
  /** `isRefused`: none of it ran */
  | { readonly kind: "thrown"; readonly thrown: unknown; readonly isRefused?: boolean }
  | { readonly kind: "terminated" };

/**
 * Runs a REPL script: its top-level names stay, `await` works, and the value of its last statement is
 * its result. Code that is terminated after an `await` never gets to an outcome.
 */
export function evaluateScript(
  code: string,
  url: string,
  { isDebugged }: { readonly isDebugged: boolean },
): Promise<ScriptOutcome> {
  const params = {
    expression: `${code}\n//# sourceURL=${url}`,
    replMode: true,
    // no exception of silent code stops the debugger
    silent: !isDebugged,
    objectGroup: OBJECT_GROUP,
  };
  const own = session;
  return new IntrinsicPromise((resolve) => {
    let early: EvaluateReply | undefined;
    promise = firstPromiseOf(() =>
      post(own, "Runtime.evaluate", params, (error, reply) => {
        early ??= reply as EvaluateReply | undefined; // undefined with an error
        if (error === null || session !== own) return;
        if (error.message.includes("context")) leave(ENGINE_LOST);
        // of its own, the session answers an error only when execution was terminated
        resolve({ kind: "terminated" });
      }),
    );
    if (promise !== undefined) {
      whenSettled(
        promise as Promise<{ readonly [RESULT]: unknown }>, // that of a REPL script
        (completion) => resolve({ kind: "value", value: completion[RESULT] }),
        (thrown) => resolve({ kind: "thrown", thrown }),
      );
    } else if (early?.exceptionDetails !== undefined) {
      // a script that cannot start has no promise
      const { exception } = early.exceptionDetails;
      const thrown = liveValue(exception ?? early.result);
      resolve({ kind: "thrown", thrown, isRefused: true });
    } else {
      resolve({ kind: "thrown", thrown: new TypeError(UNANSWERED) });
    }
  });
}

/** Lets go of what the inspector holds for scripts that ran. */
export function releaseScripts(): void {
  post(session, "Runtime.releaseObjectGroup", { objectGroup: OBJECT_GROUP });
}

/** Drops a script that will never end together with the session that waits for it. */
export function abandonScript(): void {
  const abandoned = session;
  session = connect();
  // answers what it was asked with an error
  abandoned.disconnect();
  promise = undefined;
}

let received: unknown;

/** How the very object behind an inspector handle is passed on; the session lives in the same thread. */
export function receiveValue(value: unknown): void {
  received = value;
}

function liveValue({ objectId, value }: RemoteObject): unknown {
  if (objectId === undefined) return value;
  post(session, "Runtime.callFunctionOn", {
    objectId,
    functionDeclaration: `function (value) { ${LOADER_GLOBAL}.receive(value); }`,
    arguments: [{ objectId }],
    silent: true,
  });
  const live = received;
  received = undefined;
  return live;
}
