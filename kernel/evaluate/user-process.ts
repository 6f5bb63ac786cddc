import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import type { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { ControlCommand, InputAnswer } from "./control-messages.js";
import { createFrameDecoder, encodeFrame } from "./frame-codec.js";
import { createMarkerScanner } from "./marker-scanner.js";
import { createOutputGatherer } from "./output-gatherer.js";
import { removeNotices } from "./remove-notices.js";
import type {
  CommCommand,
  RunCommand,
  StreamName,
  UserCommand,
  UserEvent,
} from "./user-messages.js";

export type DoneEvent = Extract<UserEvent, { type: "done" }>;

/** Output of user code as it arrives; `run` says which cell it belongs to, also long after that cell ended. */
export type OutputEvent = Exclude<UserEvent, { type: "ready" | "stopped" | "exiting" | "done" }>;

/** How the user process came to its end. */
export interface UserExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** the argument of `process.exit`, when that was the way */
  readonly exitCalled?: number;
}

export interface UserProcess {
  readonly pid: number | undefined;
  /** resolves when the run and all its output ended; rejects with `UserProcessGone` if the process does */
  run(command: RunCommand): Promise<DoneEvent>;
  /** ahead of a run that needs it; a fault shows when that run comes */
  loadLibrary(run: number): void;
  /** hands over a message of a front end */
  deliver(command: CommCommand): void;
  answer(answer: InputAnswer): void;
  /** stops whatever user code is running; harmless when nothing is */
  interrupt(): void;
  /** ends the process and everything it started */
  kill(): void;
  readonly exited: Promise<UserExit>;
}

export class UserProcessGone extends Error {
  constructor(readonly exit: UserExit) {
    super("the user process ended");
  }
}

const STREAMS: readonly StreamName[] = ["stdout", "stderr"];

function nodeFlags(): string[] {
  const major = Number(process.versions.node.split(".")[0]);
  return [
    // terminating a timer callback otherwise aborts Node with "async hook stack has become corrupted"
    "--no-force-async-hooks-checks",
    // the loader that cells import through is an experimental feature of node:vm
    "--disable-warning=ExperimentalWarning",
    ...(major === 22 ? ["--experimental-async-context-frame"] : []),
  ];
}

export function startUserProcess(cwd: string, onOutput: (event: OutputEvent) => void): UserProcess {
  const output = createOutputGatherer(onOutput);
  const main = fileURLToPath(new URL("./user/main.js", import.meta.url));
  const child = spawn(process.execPath, [...nodeFlags(), main], {
    // the notebook's folder may have been removed since the kernel started
    cwd: existsSync(cwd) ? cwd : homedir(),
    // a group of its own: a Ctrl-C meant for the kernel must not reach user code, and all of it can be ended at once
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe", "pipe", "pipe", "pipe"],
  });
  // typed as a tuple of five, yet it holds one per entry above
  const pipes: readonly unknown[] = child.stdio;
  const commands = pipes[3] as Writable;
  const control = pipes[4] as Writable;
  for (const pipe of [commands, control]) pipe.on("error", () => {});

  let waiting: Waiting | undefined;
  let lastRun = 0;
  let exitCalled: number | undefined;
  let interrupts = 0;
  let stopped = 0;
  let onStopped: (() => void) | undefined;

  const settle = () => {
    if (waiting?.done === undefined) return;
    if (waiting.done.marked.some((name) => !waiting?.markers.has(name))) return;
    const { done, resolve } = waiting;
    waiting = undefined;
    output.flush();
    resolve(done);
  };

  const onEvent = (value: unknown) => {
    const event = value as UserEvent;
    switch (event.type) {
      case "done":
        if (waiting?.run === event.run) waiting.done = event;
        return settle();
      case "stopped":
        stopped = event.interrupt;
        return onStopped?.();
      case "exiting":
        exitCalled = event.code;
        return;
      case "ready":
        return;
      default:
        output.push(event);
    }
  };
  (pipes[5] as NodeJS.ReadableStream).on("data", createFrameDecoder(onEvent));

  for (const name of STREAMS) {
    child[name]?.on(
      "data",
      createMarkerScanner(
        (raw) => {
          const text = name === "stderr" ? removeNotices(raw) : raw;
          if (text !== "") output.push({ type: "stream", run: lastRun, name, text });
        },
        (run) => {
          if (waiting?.run === run) waiting.markers.add(name);
          settle();
        },
      ),
    );
  }

  const exited = exitOf(child, () => exitCalled);
  void exited.then((exit) => {
    output.flush();
    waiting?.reject(new UserProcessGone(exit));
    waiting = undefined;
    onStopped?.();
  });

  /** an interrupt still on its way would stop the next run instead */
  const interruptsSettled = async () => {
    if (stopped >= interrupts) return;
    await new Promise<void>((resolve) => {
      onStopped = () => {
        if (stopped >= interrupts || child.exitCode !== null || child.signalCode !== null)
          resolve();
      };
    });
    onStopped = undefined;
  };

  const tell = (command: UserCommand) => commands.write(encodeFrame(command));
  const tellWorker = (command: ControlCommand) => control.write(encodeFrame(command));

  return {
    pid: child.pid,
    exited,
    run: async (command) => {
      await interruptsSettled();
      lastRun = command.run;
      return new Promise<DoneEvent>((resolve, reject) => {
        if (child.exitCode !== null || child.signalCode !== null) {
          void exited.then((exit) => reject(new UserProcessGone(exit)));
          return;
        }
        waiting = { run: command.run, markers: new Set(), resolve, reject };
        tell(command);
      });
    },
    loadLibrary: (run) => {
      lastRun = run;
      tell({ type: "load", run });
    },
    deliver: (command) => void tell(command),
    answer: (answer) => void tellWorker({ type: "input", answer }),
    interrupt: () => {
      interrupts++;
      tellWorker({ type: "interrupt" });
    },
    kill: () => killGroup(child),
  };
}

interface Waiting {
  readonly run: number;
  readonly markers: Set<StreamName>;
  readonly resolve: (done: DoneEvent) => void;
  readonly reject: (error: UserProcessGone) => void;
  done?: DoneEvent;
}

/** resolves after the pipes closed too, so that the last output is not lost */
function exitOf(child: ChildProcess, exitCalled: () => number | undefined): Promise<UserExit> {
  return new Promise((resolve) => {
    const finish = (code: number | null, signal: NodeJS.Signals | null) => {
      const called = exitCalled();
      resolve({ code, signal, ...(called === undefined ? {} : { exitCalled: called }) });
    };
    child.once("exit", (code, signal) => {
      // a grandchild may hold the pipes open for ever
      const timer = setTimeout(() => finish(code, signal), 500);
      child.once("close", () => {
        clearTimeout(timer);
        finish(code, signal);
      });
    });
    child.once("error", () => finish(null, null));
  });
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === "win32") child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}
