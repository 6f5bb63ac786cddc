import type { ExecuteReply, MessageContents } from "../wire/contents.js";
import type { Message } from "../wire/message.js";
import type { Output } from "./output.js";
import { createOutputCollector, type DisplayRegistry } from "./output-collector.js";

export interface ExecuteOptions {
  /** called whenever an output was added or changed, with all outputs of the cell so far */
  readonly onOutput?: (outputs: readonly Output[]) => void;
  /** answers a prompt; without it the kernel is told that there is no standard input */
  readonly onInput?: (prompt: string, isPassword: boolean) => string | Promise<string>;
  readonly silent?: boolean;
  readonly storeHistory?: boolean;
  readonly stopOnError?: boolean;
  readonly userExpressions?: Readonly<Record<string, string>>;
}

export interface ExecuteResult {
  readonly reply: ExecuteReply;
  /** live: output that arrives after the cell and display updates still reach it */
  readonly outputs: Output[];
}

/** One execute request under way: done when both its reply and its `idle` have arrived. */
export interface Execution {
  readonly result: Promise<ExecuteResult>;
  readonly onInput: ExecuteOptions["onInput"];
  publish(message: Message): void;
  reply(message: Message): void;
  fail(error: Error): void;
}

export function createExecution(displays: DisplayRegistry, options: ExecuteOptions): Execution {
  const { outputs, handle } = createOutputCollector(displays);
  let reply: ExecuteReply | undefined;
  let isIdle = false;
  let resolve: (result: ExecuteResult) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const result = new Promise<ExecuteResult>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  // nobody may be waiting any more when the kernel dies
  result.catch(() => {});
  // replies and outputs travel on different sockets: either may come first
  const settle = () => {
    if (reply !== undefined && isIdle) resolve({ reply, outputs });
  };
  return {
    result,
    onInput: options.onInput,
    publish(message) {
      if (message.header.msg_type === "status") {
        const { execution_state } = message.content as unknown as MessageContents["status"];
        isIdle ||= execution_state === "idle";
        settle();
      } else if (handle(message)) {
        options.onOutput?.(outputs);
      }
    },
    reply(message) {
      reply = message.content as unknown as ExecuteReply;
      settle();
    },
    fail: (error) => reject(error),
  };
}

export function executeRequest(
  code: string,
  options: ExecuteOptions,
): MessageContents["execute_request"] {
  const { silent = false, storeHistory = !silent, stopOnError = true } = options;
  return {
    code,
    silent,
    store_history: storeHistory,
    user_expressions: options.userExpressions ?? {},
    allow_stdin: options.onInput !== undefined,
    stop_on_error: stopOnError,
  };
}
