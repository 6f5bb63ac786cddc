import type { Debugger } from "node:inspector";
import type { DebugTarget } from "../evaluate/debug-target.js";
import { createAttachment } from "./attachment.js";
import { createBreakpoints } from "./breakpoints.js";
import { createExecution } from "./execution.js";
import type { DebugEvent, DebugResponse } from "./protocol.js";
import type { Arguments, Handlers } from "./requests.js";
import { createScripts } from "./scripts.js";
import { sessionRequests } from "./session-requests.js";
import { sourceRequests } from "./source-requests.js";
import { stackRequests, THREAD } from "./stack-requests.js";
import { createUserCode } from "./user-code.js";
import { variableRequests } from "./variable-requests.js";

export interface DebugSessionOptions {
  readonly target: DebugTarget;
  readonly emit: (event: DebugEvent) => void;
  /** stops the running cell */
  readonly interrupt: () => void;
  /** a global variable has come to be that no cell declared */
  readonly onDeclared: (name: string) => void;
}

/** Debugs cells for a front end that speaks the Debug Adapter Protocol. */
export interface DebugSession {
  /** answers every request, also one that makes no sense */
  request(content: Arguments): Promise<DebugResponse>;
}

/** answered whether or not a front end debugs */
const STATIC = new Set([
  "debugInfo",
  "initialize",
  "disconnect",
  "inspectVariables",
  "richInspectVariables",
  "variables",
  "modules",
]);

export function createDebugSession(options: DebugSessionOptions): DebugSession {
  const { target, interrupt, onDeclared } = options;
  let seq = 0;
  const emit = (event: string, body: object = {}) =>
    options.emit({ type: "event", seq: ++seq, event, body });

  const scripts = createScripts();
  const userCode = createUserCode(target);
  const breakpoints = createBreakpoints(target, scripts);
  const execution = createExecution(target, scripts, {
    stopped: ({ reason, text }) => {
      const body = { reason, threadId: THREAD, allThreadsStopped: true };
      emit("stopped", text === undefined ? body : { ...body, text });
    },
    continued: () => {
      // the process may have ended
      userCode.forget().catch(() => {});
      emit("continued", { threadId: THREAD, allThreadsContinued: true });
    },
  });
  const attachment = createAttachment(target, userCode, breakpoints, execution);
  const handlers: Handlers = {
    ...sessionRequests({ attachment, breakpoints, execution, emit, interrupt }),
    ...sourceRequests(scripts, breakpoints),
    ...stackRequests(execution, userCode),
    ...variableRequests(execution, userCode, onDeclared),
  };

  for (const script of target.recentScripts()) scripts.ran(script);
  target.observe({
    scriptReady: (run) => {
      const script = scripts.ran(run);
      const prepare = async () => {
        await breakpoints.install(script);
        await execution.enter(script);
      };
      // whatever the debugger fails at, the cell runs
      return attachment.ready?.then(prepare).catch(() => {});
    },
    notified: (method, params) => {
      switch (method) {
        case "Debugger.scriptParsed": {
          const file = scripts.parsed(params as Debugger.ScriptParsedEventDataType);
          if (file !== undefined) breakpoints.moved(file.source.path).catch(() => {});
          return;
        }
        case "Debugger.paused":
          return execution.paused(params as Debugger.PausedEventDataType);
        case "Debugger.resumed":
          return execution.resumed();
      }
    },
    restarted: () => {
      scripts.reset();
      attachment.restarted();
    },
  });

  const bodyOf = async (command: string, args: Arguments): Promise<object> => {
    const handler = Object.hasOwn(handlers, command) ? handlers[command] : undefined;
    if (handler === undefined) throw new Error(`there is no request ${JSON.stringify(command)}`);
    if (!attachment.isStarted && !STATIC.has(command)) {
      throw new Error(`${command} has to wait for initialize and attach`);
    }
    return handler(args);
  };

  return {
    request: async (content) => {
      const command = String(content.command);
      const request_seq = Number(content.seq) || 0;
      const head = { type: "response", request_seq, command } as const;
      const args = { ...(content.arguments as object | undefined) } as Arguments; // of any content
      try {
        const body = await bodyOf(command, args);
        return { ...head, seq: ++seq, success: true, body };
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        return { ...head, seq: ++seq, success: false, message, body: {} };
      }
    },
  };
}
