import { randomUUID } from "node:crypto";
import type { Checker } from "../check/checker.js";
import type { DebugSession } from "../debug/debug-session.js";
import type { Evaluator } from "../evaluate/evaluator.js";
import type { StreamName } from "../evaluate/user-messages.js";
import type { OutputEvent } from "../evaluate/user-process.js";
import type { Ports } from "../wire/connection.js";
import type { MessageContents, MessageType } from "../wire/contents.js";
import type { Message } from "../wire/message.js";
import { createThrottledLog } from "../wire/throttled-log.js";
import type { RequestChannel, Transport } from "../wire/transport.js";
import {
  type CellRunnerOptions,
  createCellRunner,
  type TypecheckMode,
} from "./cells/cell-runner.js";
import { createCellSources } from "./cells/cell-sources.js";
import { createExecuteHandler } from "./cells/execute.js";
import { createExecutionQueue } from "./cells/execution-queue.js";
import { withLeave } from "./cells/leave.js";
import { withPager } from "./explain/pager.js";
import { createHistory } from "./history/history.js";
import type { HistoryFile } from "./history/history-file.js";
import { completeReply, inspectReply, isCompleteReply } from "./introspect/introspection.js";
import { createChannelWriter, type Parent } from "./messages/channel-writer.js";
import { createComms, isCommMessage } from "./messages/comms.js";
import { kernelInfoReply } from "./messages/kernel-info.js";
import { createRunParents } from "./messages/run-parents.js";
import { startDebugging } from "./messages/start-debugging.js";
import { createStdin } from "./messages/stdin.js";
import { subshellFailure } from "./messages/subshells.js";
import type { UsageMeter } from "./usage/usage-meter.js";

export interface SessionOptions {
  readonly transport: Transport;
  readonly ports: Ports;
  readonly evaluator: Evaluator;
  readonly checker: Checker;
  readonly typecheck: TypecheckMode;
  readonly historyFile?: HistoryFile;
  /** the notebook's folder */
  readonly cwd: string;
  readonly takeNotice?: CellRunnerOptions["takeNotice"];
  /** called after the reply to a shutdown request was handed to the socket */
  readonly onShutdown: () => void;
}

export interface Session {
  /** tells subscribers that the kernel starts; to be called before any of them can be welcomed */
  start(): void;
  /** output of user code, at any time */
  output(event: OutputEvent): void;
  /** stops the running cell, if any */
  interrupt(): void;
  /** a word of the kernel's own about the last cell */
  notice(text: string): void;
  /** the user process ended between two cells */
  restarted(reason: string): void;
  /** another user process took the place of the last */
  replaced(): void;
}

type Requests = {
  [Type in MessageType as Type extends `${infer Name}_request` ? Name : never]: Type;
};
type Answer<Name extends keyof Requests> = (
  content: Message["content"],
) => MaybePromise<MessageContents[`${Name}_reply` & MessageType]>;
type MaybePromise<Value> = Value | Promise<Value>;
/** requests answered at once; the others have a life of their own */
type Answered = Exclude<keyof Requests, "execute" | "input">;
type Answers = { readonly [Name in Answered]: Answer<Name> };

/** What each message means. Everything but execution is answered at once, also while a cell runs. */
export function createSession(options: SessionOptions): Session {
  const { transport, ports, evaluator, checker, cwd, onShutdown } = options;
  const writer = createChannelWriter(transport, randomUUID());
  const history = createHistory(options.historyFile);
  const parents = createRunParents();
  const queue = createExecutionQueue();
  const print = (run: number, name: StreamName, text: string) =>
    writer.publish("stream", { name, text }, parents.parentOf(run));
  const sources = createCellSources();
  const stderr = (run: number, text: string) => print(run, "stderr", text);
  const notice = (text: string) => stderr(Number.POSITIVE_INFINITY, `${text}\n`);
  const runner = withLeave(
    withPager(createCellRunner({ ...options, sources, onOutput: print }), {
      checker,
      print: (run, text) => print(run, "stdout", text),
    }),
  );
  const toQueued = createExecuteHandler({ writer, runner, history, beginRun: parents.begin });
  const complain = createThrottledLog((line) => process.stderr.write(`${line}\n`));
  let executing: Parent | undefined;
  let debugging: Promise<DebugSession> | undefined;
  let hasBegun = false;
  let usage: UsageMeter | undefined;
  const idle = (parent: Parent) => {
    writer.status("idle", parent);
    // front ends show the last status of all: the running cell is still at work
    if (executing !== undefined) writer.status("busy", executing);
  };
  const stdin = createStdin({
    writer,
    parentOf: parents.parentOf,
    isRunning: (parent) => parent === executing,
    answer: evaluator.answer,
  });
  const comms = createComms({
    writer,
    parents,
    deliver: evaluator.deliver,
    isCellOnItsWay: () => executing !== undefined && !hasBegun,
    onIdle: idle,
  });

  const answers: Answers = {
    kernel_info: kernelInfoReply,
    complete: (content) => completeReply({ checker, look: evaluator.look, folder: cwd }, content),
    inspect: (content) => inspectReply({ checker, look: evaluator.look, sources }, content),
    is_complete: isCompleteReply,
    history: (content) => ({ status: "ok", history: history.query(content) }),
    connect: () => ({
      status: "ok",
      shell_port: ports.shell,
      iopub_port: ports.iopub,
      stdin_port: ports.stdin,
      control_port: ports.control,
      hb_port: ports.hb,
    }),
    usage: async () => {
      const { createUsageMeter } = await import("./usage/usage-meter.js");
      usage ??= createUsageMeter();
      return usage.read();
    },
    create_subshell: subshellFailure,
    delete_subshell: subshellFailure,
    list_subshell: subshellFailure,
    comm_info: comms.info,
    interrupt: () => {
      runner.interrupt();
      return { status: "ok" };
    },
    debug: async (content) => {
      debugging ??= startDebugging({
        evaluator,
        checker,
        emit: (event) => writer.publish("debug_event", event),
        interrupt: () => runner.interrupt(),
      });
      return (await debugging).request(content);
    },
    shutdown: (content) => ({ status: "ok", restart: content.restart === true }),
  };

  const answer = async (channel: RequestChannel, message: Message) => {
    writer.status("busy", message);
    try {
      const name = message.header.msg_type.replace(/_request$/, "");
      if (isAnswered(answers, name)) {
        writer.reply(channel, message, `${name}_reply`, await settle(answers[name], message));
      } else {
        complain(`preplab: no answer to ${message.header.msg_type} on ${channel}`);
      }
    } finally {
      idle(message);
    }
    if (message.header.msg_type === "shutdown_request") {
      // for the clients that did not ask
      const restart = message.content.restart === true;
      writer.publish("shutdown_reply", { status: "ok", restart }, message);
      await transport.flush();
      onShutdown();
    }
  };

  transport.onMessage((channel, message) => {
    if (channel === "stdin") return stdin.receive(message);
    if (isCommMessage(message)) return comms.receive(message);
    if (message.header.msg_type !== "execute_request") {
      void answer(channel, message);
      return;
    }
    const queued = toQueued(message);
    queue.add({
      ...queued,
      execute: async (waiting) => {
        executing = message;
        hasBegun = false;
        try {
          return await queued.execute(waiting);
        } finally {
          executing = undefined;
          stdin.cellEnded(message);
          comms.cellBegun();
        }
      },
    });
  });

  return {
    start: () => writer.status("starting"),
    interrupt: () => runner.interrupt(),
    output: (event) => {
      const parent = parents.parentOf(event.run);
      switch (event.type) {
        case "stream":
          return writer.publish("stream", { name: event.name, text: event.text }, parent);
        case "display":
          return writer.publish(
            event.update ? "update_display_data" : "display_data",
            { ...event.bundle, transient: { display_id: event.displayId } },
            parent,
          );
        case "begun":
          hasBegun = true;
          return comms.cellBegun();
        case "clear":
          return writer.publish("clear_output", { wait: event.wait }, parent);
        case "input":
          return stdin.ask(event);
        case "comm":
        case "accepted":
        case "handled":
          return comms.event(event);
        case "uncaught":
          return stderr(event.run, `${runner.format(event.error).traceback.join("\n")}\n`);
      }
    },
    replaced: () => comms.closeAll(executing),
    notice,
    restarted: (reason) => {
      runner.forget();
      notice(reason);
    },
  };
}

function isAnswered(answers: Answers, name: string): name is Answered {
  return Object.hasOwn(answers, name);
}

async function settle<Name extends Answered>(answer: Answer<Name>, message: Message) {
  try {
    return await answer(message.content);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { status: "error", ename: "KernelError", evalue: text, traceback: [text] } as const;
  }
}
