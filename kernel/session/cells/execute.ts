import type { ExpressionResult } from "../../evaluate/user-messages.js";
import type { UserExpression } from "../../wire/contents.js";
import type { History } from "../history/history.js";
import type { ChannelWriter, Parent } from "../messages/channel-writer.js";
import type { CellOutcome, CellRunner } from "./cell-runner.js";
import type { QueuedRequest, WaitingRequests } from "./execution-queue.js";
import type { FormattedError } from "./format-error.js";

export interface ExecutionContext {
  readonly writer: ChannelWriter;
  readonly runner: CellRunner;
  readonly history: History;
  /** remembers which request the outputs of a run answer, also late ones; returns the run's number */
  readonly beginRun: (parent: Parent) => number;
}

interface ExecuteOptions {
  readonly code: string;
  readonly silent: boolean;
  readonly storeHistory: boolean;
  readonly stopOnError: boolean;
  readonly expressions: Readonly<Record<string, string>>;
}

/** Handles execute requests of one session; holds its execution count. */
export function createExecuteHandler(context: ExecutionContext): (parent: Parent) => QueuedRequest {
  const { writer, runner, history, beginRun } = context;
  let count = 0;

  const fail = (parent: Parent, error: FormattedError) => {
    writer.publish("error", error, parent);
    const content = { status: "error", execution_count: count, ...error } as const;
    writer.reply("shell", parent, "execute_reply", content);
  };

  const execute = async (parent: Parent, waiting: WaitingRequests) => {
    const options = readOptions(parent.content);
    if (typeof options === "string") {
      const doomed = waiting.take();
      fail(parent, { ename: "BadRequest", evalue: options, traceback: [options] });
      return doomed;
    }
    const { code, silent, storeHistory, stopOnError, expressions } = options;
    const isBlank = code.trim() === "";
    if (storeHistory && !isBlank) history.add(++count, code);
    if (!silent) {
      writer.publish("execute_input", { code, execution_count: count }, parent);
    }
    const run = beginRun(parent);
    const hasWork = !isBlank || Object.keys(expressions).length > 0;
    const outcome: CellOutcome = hasWork
      ? await runner.run({ run, code, count, expressions, next: waiting.next })
      : { expressions: {} };
    if (outcome.error !== undefined) {
      // cells sent together with this one may still be on their way from the socket: they are to be
      // aborted, unlike those that a client sends once it has seen the reply
      await new Promise((resolve) => setImmediate(resolve));
      // what a client asks behind the scenes stops nobody's cells
      const doomed = stopOnError && !silent ? waiting.take() : [];
      fail(parent, outcome.error);
      return doomed;
    }
    if (outcome.result !== undefined && !silent) {
      writer.publish(
        "execute_result",
        { execution_count: count, transient: {}, ...outcome.result },
        parent,
      );
      const text = outcome.result.data["text/plain"];
      if (storeHistory && typeof text === "string") history.setOutput(count, text);
    }
    writer.reply("shell", parent, "execute_reply", {
      status: "ok",
      execution_count: count,
      user_expressions: expressionReplies(outcome.expressions, runner),
      payload: outcome.payload ?? [],
    });
    return [];
  };

  return (parent) => ({
    code: typeof parent.content.code === "string" ? parent.content.code : "",
    execute: async (waiting) => {
      writer.status("busy", parent);
      try {
        return await execute(parent, waiting);
      } catch (error) {
        const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
        const doomed = waiting.take();
        fail(parent, { ename: "KernelError", evalue: text, traceback: text.split("\n") });
        return doomed;
      } finally {
        writer.status("idle", parent);
      }
    },
    abort: () => {
      writer.status("busy", parent);
      writer.reply("shell", parent, "execute_reply", {
        status: "aborted",
        execution_count: count,
        ename: "Aborted",
        evalue: "an earlier cell failed",
        traceback: [],
      });
      writer.status("idle", parent);
    },
  });
}

/** the options, or what is wrong with the request */
function readOptions(content: Readonly<Record<string, unknown>>): ExecuteOptions | string {
  const { code, silent, store_history, stop_on_error, user_expressions } = content;
  if (typeof code !== "string") {
    return `execute_request: code must be a string. Received: ${JSON.stringify(code) ?? "nothing"}`;
  }
  const asked =
    typeof user_expressions === "object" && user_expressions !== null ? user_expressions : {};
  return {
    code,
    silent: silent === true,
    storeHistory: store_history !== false && silent !== true,
    stopOnError: stop_on_error !== false,
    expressions: Object.fromEntries(
      Object.entries(asked).map(([name, expression]) => [name, String(expression)]),
    ),
  };
}

function expressionReplies(
  expressions: Readonly<Record<string, ExpressionResult>>,
  runner: CellRunner,
): Record<string, UserExpression> {
  return Object.fromEntries(
    Object.entries(expressions).map(([name, result]) => [
      name,
      result.status === "ok"
        ? { status: "ok" as const, ...result.bundle }
        : { status: "error" as const, ...runner.format(result.error) },
    ]),
  );
}
