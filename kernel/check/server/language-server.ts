import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createMessageReader, frameMessage } from "./message-framing.js";
import { serverExecutable } from "./server-executable.js";

export interface LanguageServerOptions {
  readonly cwd: string;
  /** runs in each new process before anything else is sent: opens the documents */
  readonly onReady: () => void;
  /** it cannot be started, or ended of its own accord */
  readonly onTrouble?: (text: string) => void;
  /** what the server says on stderr, and why it ended */
  readonly onDebug?: (text: string) => void;
  readonly executable?: string;
}

export interface LanguageServer {
  start(): void;
  /** dropped while no process runs: `onReady` sends the whole state again */
  notify(method: string, params: object): void;
  /** undefined when the server is gone, refuses, or does not answer in time */
  request(method: string, params: object, timeoutMs: number): Promise<unknown>;
  /** the id of the running process */
  pid(): number | undefined;
  /** ends the process; the next request starts another */
  kill(): void;
  dispose(): void;
}

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: { readonly items?: readonly unknown[] };
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

type Settle = (result: unknown) => void;

const INITIALIZE = {
  processId: process.pid,
  rootUri: null,
  // otherwise the server runs `npm install` for types of the packages it sees
  initializationOptions: { disableAutomaticTypeAcquisition: true },
  capabilities: {
    workspace: { configuration: true },
    textDocument: {
      diagnostic: {},
      completion: {
        completionItem: {
          snippetSupport: false,
          documentationFormat: ["markdown"],
          // sorts what is deprecated behind the rest
          tagSupport: { valueSet: [1] },
        },
        completionList: { itemDefaults: ["editRange"] },
      },
      hover: { contentFormat: ["markdown"] },
      signatureHelp: {
        signatureInformation: {
          documentationFormat: ["markdown"],
          parameterInformation: { labelOffsetSupport: true },
          activeParameterSupport: true,
        },
      },
    },
  },
} as const;

/** looking for names to import costs 70 ms for each completion */
const CONFIGURATION = {
  suggest: { autoImports: false },
  tsserver: { automaticTypeAcquisition: { enabled: false } },
};

const MAX_FAILED_STARTS = 3;
const INITIALIZE_TIMEOUT_MS = 10_000;

const KILLED = "was killed";

function unavailable(reason: string): string {
  return `TypeScript's language server cannot be started (${reason}): cells run without type checks.`;
}

/** TypeScript's own language server as a child process, started again whenever it is gone. */
export function createLanguageServer(options: LanguageServerOptions): LanguageServer {
  const { cwd, onReady, onDebug = () => {}, onTrouble = () => {} } = options;
  let child: ChildProcessWithoutNullStreams | undefined;
  let ready: Promise<boolean> | undefined;
  let isReady = false;
  let failedStarts = 0;
  let disposed = false;
  let lastId = 0;
  const pending = new Map<number, Settle>();

  const send = (message: object) => {
    if (child?.stdin.writable) child.stdin.write(frameMessage({ jsonrpc: "2.0", ...message }));
  };

  const receive = (value: unknown) => {
    const { id, method, params, result, error } = value as Message;
    if (method !== undefined) {
      if (id === undefined) return;
      const isConfiguration = method === "workspace/configuration";
      return send({ id, result: isConfiguration ? params?.items?.map(() => CONFIGURATION) : null });
    }
    const settle = pending.get(Number(id));
    pending.delete(Number(id));
    if (error !== undefined) onDebug(error.message);
    settle?.(error === undefined ? result : undefined);
  };

  const ask = (method: string, params: object, timeoutMs: number) =>
    new Promise<unknown>((resolve) => {
      // ended while the caller waited for its turn
      if (child === undefined) return resolve(undefined);
      const id = ++lastId;
      const timer = setTimeout(() => {
        pending.delete(id);
        send({ method: "$/cancelRequest", params: { id } });
        resolve(undefined);
      }, timeoutMs);
      pending.set(id, (result) => {
        clearTimeout(timer);
        resolve(result);
      });
      send({ id, method, params });
    });

  const ended = (process: ChildProcessWithoutNullStreams, reason: string) => {
    if (process !== child) return;
    onDebug(`language server: ${reason}`);
    if (isReady && reason !== KILLED) onTrouble(`TypeScript's language server ${reason}.`);
    if (!isReady && ++failedStarts === MAX_FAILED_STARTS) onTrouble(unavailable(reason));
    child = undefined;
    ready = undefined;
    isReady = false;
    const waiting = [...pending.values()];
    pending.clear();
    for (const settle of waiting) settle(undefined);
  };

  const launch = async (): Promise<boolean> => {
    let started: ChildProcessWithoutNullStreams;
    try {
      const file = options.executable ?? serverExecutable();
      started = spawn(file, ["--lsp", "--stdio"], { cwd, windowsHide: true });
    } catch (error) {
      onTrouble(
        unavailable(error instanceof Error ? error.message.split("\n")[0]! : String(error)),
      );
      failedStarts = MAX_FAILED_STARTS;
      return false;
    }
    child = started;
    started.on("error", (error) => ended(started, error.message));
    started.on("exit", (code, signal) => ended(started, `ended with ${signal ?? code}`));
    // a write to a process that is just ending
    started.stdin.on("error", () => {});
    started.stderr.setEncoding("utf8").on("data", onDebug);
    started.stdout.on("data", createMessageReader(receive));
    const answer = await ask("initialize", INITIALIZE, INITIALIZE_TIMEOUT_MS);
    if (child !== started) return false;
    if (answer === undefined) {
      ended(started, "does not answer");
      started.kill("SIGKILL");
      return false;
    }
    isReady = true;
    failedStarts = 0;
    send({ method: "initialized", params: {} });
    onReady();
    return true;
  };

  const ensureReady = (): Promise<boolean> => {
    if (disposed || failedStarts >= MAX_FAILED_STARTS) return Promise.resolve(false);
    ready ??= launch();
    return ready;
  };

  const kill = () => {
    const process = child;
    if (process === undefined) return;
    ended(process, KILLED);
    process.kill("SIGKILL");
  };

  return {
    start: () => void ensureReady(),
    notify: (method, params) => {
      if (isReady) send({ method, params });
    },
    request: async (method, params, timeoutMs) => {
      if (!(await ensureReady())) return undefined;
      return ask(method, params, timeoutMs);
    },
    pid: () => child?.pid,
    kill,
    dispose: () => {
      disposed = true;
      kill();
    },
  };
}
