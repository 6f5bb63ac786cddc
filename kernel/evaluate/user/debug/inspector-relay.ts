import { type InspectorNotification, Session } from "node:inspector";
import { setTimeout as pause } from "node:timers/promises";
import { CELL_SCHEME } from "../../cell-url.js";
import type { ControlEvent, InspectCommand } from "../../control-messages.js";
import { ANCHOR_FILE } from "../../loader-global.js";
import { isLibrary } from "../source-name.js";

export interface InspectorRelay {
  inspect(command: InspectCommand): Promise<void>;
  detach(): void;
  /** whether the main thread is stopped at a breakpoint or a step: it heeds nothing but this inspector */
  readonly isStopped: boolean;
  /** lets the stopped main thread go on only to end what it runs */
  resumeToTerminate(): void;
}

/** they run code on top of what runs, and an interrupt that is on its way would end them instead */
const RUNS_CODE = new Set([
  "Runtime.evaluate",
  "Runtime.callFunctionOn",
  "Debugger.evaluateOnCallFrame",
]);
const POLL_MS = 2;

/**
 * Passes commands on to the main thread's inspector, in a session that exists once it is asked for.
 * While `isInterrupting`, those that run code wait.
 */
export function createInspectorRelay(
  tell: (event: ControlEvent) => void,
  isInterrupting: () => boolean,
): InspectorRelay {
  let session: Session | undefined;
  let isStopped = false;
  const mustWait = (method: string) => !isStopped && RUNS_CODE.has(method) && isInterrupting();

  const connect = () => {
    const connected = new Session();
    connected.connectToMainThread();
    connected.on("inspectorNotification", (notification) => {
      const { method, params } = notification as InspectorNotification<object>;
      if (method === "Debugger.paused") isStopped = true;
      if (method === "Debugger.resumed") isStopped = false;
      if (method !== "Debugger.scriptParsed" || isOfUser(params as { url: string })) {
        tell({ type: "notified", method, params });
      }
    });
    return connected;
  };

  return {
    inspect: async ({ id, method, params }) => {
      while (mustWait(method)) await pause(POLL_MS);
      session ??= connect();
      session.post(method, params, (error: Error | null, result?: object) =>
        tell(
          error === null
            ? { type: "inspected", id, result: result ?? {} }
            : { type: "inspectFailed", id, message: error.message },
        ),
      );
    },
    detach: () => {
      session?.disconnect();
      session = undefined;
      isStopped = false;
    },
    get isStopped() {
      return isStopped;
    },
    resumeToTerminate: () => session?.post("Debugger.resume", { terminateOnResume: true }),
  };
}

/** Node.js, packages and the kernel itself parse scripts by the hundred. */
function isOfUser({ url }: { readonly url: string }): boolean {
  if (url.startsWith(CELL_SCHEME)) return true;
  return url.startsWith("file:") && !isLibrary(url) && !url.endsWith(`/${ANCHOR_FILE}`);
}
