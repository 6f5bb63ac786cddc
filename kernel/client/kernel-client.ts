import { randomUUID } from "node:crypto";
import type { Connection } from "../wire/connection.js";
import type {
  CommInfoReply,
  CompleteReply,
  HistoryReply,
  HistoryRequest,
  InspectReply,
  IsCompleteReply,
  KernelInfoReply,
  MessageContents,
  MessageType,
  ShutdownReply,
} from "../wire/contents.js";
import { createMessage } from "../wire/create-message.js";
import type { Message } from "../wire/message.js";
import type { RequestChannel } from "../wire/transport.js";
import { type ClientChannel, openChannels } from "./channels.js";
import {
  createExecution,
  type ExecuteOptions,
  type ExecuteResult,
  type Execution,
  executeRequest,
} from "./execution.js";
import type { DisplayRegistry } from "./output-collector.js";

type Listener = (channel: ClientChannel, message: Message) => void;

/** A Jupyter front end without a face. Cursor positions are in Unicode code points, as on the wire. */
export interface KernelClient {
  readonly session: string;
  /** resolves when the kernel answers and its outputs reach this client */
  ready(): Promise<void>;
  kernelInfo(channel?: "shell" | "control"): Promise<KernelInfoReply>;
  /** resolves after reply and idle, also when the cell fails: look at `reply.status` */
  execute(code: string, options?: ExecuteOptions): Promise<ExecuteResult>;
  /** `cursor` defaults to the end of the code */
  complete(code: string, cursor?: number): Promise<CompleteReply>;
  inspect(code: string, cursor?: number, detailLevel?: 0 | 1): Promise<InspectReply>;
  isComplete(code: string): Promise<IsCompleteReply>;
  history(request?: Partial<HistoryRequest>): Promise<HistoryReply>;
  commInfo(targetName?: string): Promise<CommInfoReply>;
  interrupt(): Promise<void>;
  shutdown(restart?: boolean): Promise<ShutdownReply>;
  heartbeat(): Promise<void>;
  /** sends any request and gives its reply as it came */
  request<Type extends MessageType>(
    channel: RequestChannel,
    type: Type,
    content: MessageContents[Type],
  ): Promise<Message>;
  /** sends a message that has no reply, such as comm_msg */
  send(channel: RequestChannel, message: Message): void;
  /** sees every valid message; gives back a function that ends it */
  listen(listener: Listener): () => void;
  /** rejects whatever is awaited, and every later request */
  fail(error: Error): void;
  close(): void;
}

const READY_RETRY_MS = 200;

/** Connects to a kernel that runs or is about to run. */
export function connectKernel(connection: Connection): KernelClient {
  const session = randomUUID();
  const displays: DisplayRegistry = new Map();
  const executions = new Map<string, Execution>();
  const replies = new Map<string, PromiseWithReject>();
  const listeners = new Set<Listener>();
  let failure: Error | undefined;
  let hasIopub = false;

  const channels = openChannels(connection, (channel, message) => {
    for (const listener of listeners) listener(channel, message);
    const parentId = message.parent_header.msg_id ?? "";
    const execution = executions.get(parentId);
    if (channel === "iopub") {
      hasIopub = true;
      execution?.publish(message);
    } else if (channel === "stdin") {
      if (message.header.msg_type === "input_request") void answer(message, execution);
    } else {
      execution?.reply(message);
      replies.get(parentId)?.resolve(message);
      replies.delete(parentId);
    }
  });

  async function answer(request: Message, execution: Execution | undefined): Promise<void> {
    const { prompt, password } = request.content as unknown as MessageContents["input_request"];
    try {
      const value = (await execution?.onInput?.(prompt, password)) ?? "";
      channels.send("stdin", createMessage("input_reply", { value }, session, { parent: request }));
    } catch (error) {
      execution?.fail(error instanceof Error ? error : new Error(String(error)));
    }
  }

  function request<Type extends MessageType>(
    channel: RequestChannel,
    type: Type,
    content: MessageContents[Type],
  ): Promise<Message> {
    if (failure) return Promise.reject(failure);
    const message = createMessage(type, content, session);
    const reply = new Promise<Message>((resolve, reject) => {
      replies.set(message.header.msg_id, { resolve, reject });
    });
    // nobody may be waiting any more when the kernel dies
    reply.catch(() => {});
    channels.send(channel, message);
    return reply;
  }

  async function ask<Reply>(
    channel: RequestChannel,
    type: MessageType,
    content: object,
  ): Promise<Reply> {
    const reply = await request(channel, type, content as MessageContents[MessageType]);
    return reply.content as unknown as Reply; // the kernel is trusted to follow the protocol
  }

  function execute(code: string, options: ExecuteOptions = {}): Promise<ExecuteResult> {
    if (failure) return Promise.reject(failure);
    const message = createMessage("execute_request", executeRequest(code, options), session);
    const execution = createExecution(displays, options);
    executions.set(message.header.msg_id, execution);
    channels.send("shell", message);
    return execution.result;
  }

  function fail(error: Error): void {
    failure ??= error;
    for (const execution of executions.values()) execution.fail(error);
    for (const { reject } of replies.values()) reject(error);
    replies.clear();
  }

  async function ready(): Promise<void> {
    // a kernel without iopub_welcome shows only by its outputs that the subscription has arrived
    for (;;) {
      await request("shell", "kernel_info_request", {});
      if (hasIopub) return;
      await new Promise<void>((resolve) => {
        const stop = () => {
          clearTimeout(timer);
          listeners.delete(listener);
          resolve();
        };
        const listener: Listener = (channel) => {
          if (channel === "iopub") stop();
        };
        const timer = setTimeout(stop, READY_RETRY_MS);
        listeners.add(listener);
      });
    }
  }

  return {
    session,
    ready,
    request,
    execute,
    kernelInfo: (channel = "shell") => ask(channel, "kernel_info_request", {}),
    complete: (code, cursor = codePoints(code)) =>
      ask("shell", "complete_request", { code, cursor_pos: cursor }),
    inspect: (code, cursor = codePoints(code), detailLevel = 0) =>
      ask("shell", "inspect_request", { code, cursor_pos: cursor, detail_level: detailLevel }),
    isComplete: (code) => ask("shell", "is_complete_request", { code }),
    history: (options = {}) =>
      ask("shell", "history_request", {
        output: false,
        raw: true,
        hist_access_type: "tail",
        n: 10,
        ...options,
      }),
    commInfo: (target) =>
      ask("shell", "comm_info_request", target === undefined ? {} : { target_name: target }),
    interrupt: async () => void (await ask("control", "interrupt_request", {})),
    shutdown: (restart = false) => ask("control", "shutdown_request", { restart }),
    heartbeat: () => channels.beat(),
    send: (channel, message) => channels.send(channel, message),
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    fail,
    close() {
      fail(new Error("the connection to the kernel was closed"));
      channels.close();
    },
  };
}

interface PromiseWithReject {
  resolve(message: Message): void;
  reject(error: Error): void;
}

function codePoints(code: string): number {
  return [...code].length;
}
