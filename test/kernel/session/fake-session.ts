import type { Checker, Diagnostic } from "../../../kernel/check/checker.js";
import type { InputAnswer } from "../../../kernel/evaluate/control-messages.js";
import type { Evaluator, RunOutcome, RunRequest } from "../../../kernel/evaluate/evaluator.js";
import type { LivePlace, LiveValue } from "../../../kernel/evaluate/live-value.js";
import type { CommCommand } from "../../../kernel/evaluate/user-messages.js";
import { createSession, type Session } from "../../../kernel/session/session.js";
import type { Message } from "../../../kernel/wire/message.js";
import type { RequestChannel, Transport } from "../../../kernel/wire/transport.js";

export interface Sent {
  readonly channel: "iopub" | RequestChannel;
  readonly type: string;
  readonly parent: string | undefined;
  readonly content: Record<string, unknown>;
  readonly message: Message;
}

export interface FakeSession {
  readonly session: Session;
  readonly sent: readonly Sent[];
  /** delivers a request; returns its message id */
  request(
    type: string,
    content?: object,
    channel?: RequestChannel,
    more?: Partial<Message>,
  ): string;
  /** resolves with the reply to a request */
  reply(id: string): Promise<Sent>;
  /** `busy` ... `idle` and what is between, for one request */
  published(id: string): string[];
  readonly evaluated: readonly RunRequest[];
  /** runs that the evaluator was told of before their check */
  readonly prepared: readonly number[];
  readonly shutdowns: number;
  readonly interrupts: number;
  /** comm messages that user code was handed */
  readonly delivered: readonly CommCommand[];
  /** what user code was told of its questions */
  readonly answers: readonly InputAnswer[];
  readonly restarts: number;
}

export interface FakeParts {
  readonly evaluate?: (request: RunRequest, session: Session) => Promise<Partial<RunOutcome>>;
  /** holds a cell back before user code has it */
  readonly beforeRun?: () => Promise<void>;
  readonly look?: (place: LivePlace) => LiveValue | undefined;
  readonly checkAhead?: (code: string) => void;
  readonly check?: (code: string) => readonly Diagnostic[];
  readonly typecheck?: "error" | "warn" | "off";
}

/** A session on a wire, an evaluator and a checker that only remember what happened. */
export function startFakeSession(parts: FakeParts = {}): FakeSession {
  const sent: Sent[] = [];
  const listeners: (() => void)[] = [];
  const evaluated: RunRequest[] = [];
  const prepared: number[] = [];
  const delivered: CommCommand[] = [];
  const answers: InputAnswer[] = [];
  let deliver: ((channel: RequestChannel, message: Message) => void) | undefined;
  let shutdowns = 0;
  let interrupts = 0;
  let restarts = 0;
  let ids = 0;

  const record = (channel: Sent["channel"], message: Message) => {
    const parent = (message.parent_header as { msg_id?: string }).msg_id;
    sent.push({
      channel,
      type: message.header.msg_type,
      parent,
      content: message.content as Record<string, unknown>,
      message,
    });
    for (const listener of listeners.splice(0)) listener();
  };
  const transport: Transport = {
    onMessage: (handler) => {
      deliver = handler;
    },
    send: record,
    publish: (message) => record("iopub", message),
    flush: async () => {},
    close: async () => {},
  };
  const evaluator: Evaluator = {
    run: async (request) => {
      evaluated.push(request);
      if (parts.beforeRun !== undefined) await parts.beforeRun();
      session.output({ type: "begun", run: request.run });
      const outcome = await parts.evaluate?.(request, session);
      return { expressions: {}, restarted: false, ...outcome };
    },
    warmUp: async () => {},
    look: async (place) => parts.look?.(place),
    prepare: ({ run }) => void prepared.push(run),
    interrupt: () => {
      interrupts++;
    },
    debugTarget: {
      observe: () => {},
      post: async () => ({}),
      detach: () => {},
      compile: async (code) => code,
      recentScripts: () => [],
      declaredNames: () => [],
      isRunning: false,
    },
    deliver: (command) => void delivered.push(command),
    answer: (answer) => void answers.push(answer),
    restart: () => {
      restarts++;
    },
    dispose: () => {},
  };
  const checker: Checker = {
    start: () => {},
    check: async ({ code }) => parts.check?.(code) ?? [],
    checkAhead: ({ code }) => parts.checkAhead?.(code),
    commit: () => {},
    retract: () => {},
    complete: async (_code, offset) => ({
      start: 0,
      end: offset,
      items: [{ text: "match", type: "property" }],
    }),
    hover: async () => ({ signature: "const x: number", documentation: "What **x** is." }),
    reset: () => {},
    dispose: () => {},
  };
  const session: Session = createSession({
    transport,
    ports: { shell: 1, control: 2, stdin: 3, iopub: 4, hb: 5 },
    evaluator,
    checker,
    typecheck: parts.typecheck ?? "error",
    cwd: process.cwd(),
    onShutdown: () => {
      shutdowns++;
    },
  });

  return {
    session,
    sent,
    evaluated,
    prepared,
    delivered,
    answers,
    get shutdowns() {
      return shutdowns;
    },
    get interrupts() {
      return interrupts;
    },
    get restarts() {
      return restarts;
    },
    request: (type, content = {}, channel = "shell", more = {}) => {
      const id = `request-${++ids}`;
      deliver?.(channel, {
        identities: [Buffer.from("client")],
        header: {
          msg_id: id,
          session: "s",
          username: "u",
          date: "",
          msg_type: type,
          version: "5.5",
        },
        parent_header: {},
        metadata: {},
        content: content as Message["content"],
        buffers: [],
        ...more,
      });
      return id;
    },
    reply: async (id) => {
      for (;;) {
        const found = sent.find(({ channel, parent }) => channel !== "iopub" && parent === id);
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => listeners.push(resolve));
      }
    },
    published: (id) =>
      sent
        .filter(({ channel, parent }) => channel === "iopub" && parent === id)
        .map(({ type, content }) => (type === "status" ? String(content.execution_state) : type)),
  };
}
