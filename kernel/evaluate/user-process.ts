import { type ChildProcess, spawn } from "node:child_process";
import type { Duplex, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { ControlCommand, ControlEvent, InputAnswer } from "./control-messages.js";
import { createFrameDecoder, encodeFrame, FrameError } from "./frame-codec.js";
import {
  createInspectorLink,
  type InspectorLink,
  type InspectorListener,
} from "./inspector-link.js";
import { isControlEvent, isUserEvent } from "./is-event.js";
import type { LivePlace, LiveValue } from "./live-value.js";
import { createMarkerScanner } from "./marker-scanner.js";
import { createOutputGatherer } from "./output-gatherer.js";
import { createQuestions } from "./questions.js";
import { removeNotices } from "./remove-notices.js";
import { createStopEscalation } from "./stop-escalation.js";
import type {
  CommCommand,
  RunCommand,
  StreamName,
  UserCommand,
  UserEvent,
} from "./user-messages.js";

export type DoneEvent = Extract<UserEvent, { type: "done" }>;

/** Output of user code as it arrives; `run` says which cell it belongs to, also long after that cell ended. */
export type OutputEvent = Exclude<UserEvent, { type: "ready" | "exiting" | "done" }>;

/** How the user process came to its end. */
export interface UserExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** the argument of `process.exit`, when that was the way */
  readonly exitCalled?: number;
  /** why the kernel ended it: it would not stop, or wrote on the kernel's own descriptors */
  readonly ended?: "unstoppable" | "garbled";
  /** whether it got as far as to take commands */
  readonly wasReady: boolean;
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
  /** what a variable holds, also while a cell runs; undefined when that cannot be seen right now */
  ask(place: LivePlace): Promise<LiveValue | undefined>;
  readonly inspector: InspectorLink;
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
/** how long the pipes of a process that ended are read on */
const PIPES_MS = 500;

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

export function startUserProcess(
  cwd: string,
  onOutput: (event: OutputEvent) => void,
  onNotification: InspectorListener = () => {},
): UserProcess {
  const output = createOutputGatherer(onOutput);
  const main = fileURLToPath(new URL("./user/main.js", import.meta.url));
  const child = spawn(process.execPath, [...nodeFlags(), main], {
    cwd,
    // a group of its own: a Ctrl-C meant for the kernel must not reach user code, and all of it can be ended at once
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe", "pipe", "pipe", "pipe"],
  });
  // typed as a tuple of five, yet it holds one per entry above
  const pipes: readonly unknown[] = child.stdio;
  const commands = pipes[3] as Writable;
  const control = pipes[4] as Duplex;
  for (const pipe of [commands, control]) pipe.on("error", () => {});

  let waiting: Waiting | undefined;
  let lastRun = 0;
  let exitCalled: number | undefined;
  let ended: UserExit["ended"];
  let wasReady = false;
  let interrupts = 0;
  let stopped = 0;
  let onStopped: (() => void) | undefined;
  const hasExited = () => child.exitCode !== null || child.signalCode !== null;

  const end = (reason: NonNullable<UserExit["ended"]>) => {
    ended ??= reason;
    killGroup(child);
  };
  const escalation = createStopEscalation({
    onUnheard: (text) => output.push({ type: "stream", run: lastRun, name: "stderr", text }),
    onUnstoppable: () => end("unstoppable"),
  });

  const settle = () => {
    if (waiting?.done === undefined) return;
    if (waiting.done.marked.some((name) => !waiting?.markers.has(name))) return;
    const { done, resolve } = waiting;
    waiting = undefined;
    output.flush();
    resolve(done);
  };

  const onEvent = (event: UserEvent) => {
    switch (event.type) {
      case "done":
        if (waiting?.run === event.run) waiting.done = event;
        return settle();
      case "exiting":
        exitCalled = event.code;
        return;
      case "ready":
        wasReady = true;
        return;
      default:
        output.push(event);
    }
  };

  const tellWorker = (command: ControlCommand) => control.write(encodeFrame(command));
  const questions = createQuestions((id, question) => tellWorker({ type: "ask", id, question }));
  const inspector = createInspectorLink(tellWorker, onNotification);

  const onControlEvent = (event: ControlEvent) => {
    switch (event.type) {
      case "training":
        return escalation.honoured();
      case "stopped":
        stopped = event.interrupts;
        return onStopped?.();
      case "answer":
        return questions.answered(event.id, event.answer);
      default:
        return inspector.receive(event);
    }
  };

  /** user code can write on every descriptor: what is no frame, or no event, is the end of the process */
  const receive = <Event>(
    pipe: Duplex,
    handle: (event: Event) => void,
    isEvent: IsEvent<Event>,
  ) => {
    const decode = createFrameDecoder((value) => {
      if (!isEvent(value)) throw new FrameError("a frame that is no event");
      handle(value);
    });
    pipe.on("data", (chunk: Buffer) => {
      if (ended !== undefined) return;
      try {
        decode(chunk);
      } catch (error) {
        if (!(error instanceof FrameError)) throw error;
        end("garbled");
      }
    });
  };
  receive(pipes[5] as Duplex, onEvent, isUserEvent);
  receive(control, onControlEvent, isControlEvent);

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

  const exited = exitOf(child).then(
    (exit): UserExit => ({
      ...exit,
      wasReady,
      ...(exitCalled === undefined ? {} : { exitCalled }),
      ...(ended === undefined ? {} : { ended }),
    }),
  );
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
        if (stopped >= interrupts || hasExited()) resolve();
      };
    });
    onStopped = undefined;
  };

  const tell = (command: UserCommand) => void commands.write(encodeFrame(command));
  const run = async (command: RunCommand): Promise<DoneEvent> => {
    await interruptsSettled();
    lastRun = command.run;
    return new Promise<DoneEvent>((resolve, reject) => {
      if (hasExited()) {
        void exited.then((exit) => reject(new UserProcessGone(exit)));
        return;
      }
      waiting = { run: command.run, markers: new Set(), resolve, reject };
      tell(command);
      if (!command.needsLibrary) output.push({ type: "begun", run: command.run });
    });
  };
  void exited.then(() => inspector.close());

  return {
    pid: child.pid,
    exited,
    inspector,
    run: (command) => {
      escalation.began();
      return run(command).finally(escalation.ended);
    },
    loadLibrary: (run) => {
      lastRun = run;
      tell({ type: "load", run });
    },
    deliver: tell,
    answer: (answer) => void tellWorker({ type: "input", answer }),
    interrupt: () => {
      interrupts++;
      escalation.interrupted();
      // a stopped process hears nothing
      if (process.platform !== "win32") child.kill("SIGCONT");
      tellWorker({ type: "interrupt" });
    },
    ask: questions.ask,
    kill: () => killGroup(child),
  };
}

type IsEvent<Event> = (value: unknown) => value is Event;

interface Waiting {
  readonly run: number;
  readonly markers: Set<StreamName>;
  readonly resolve: (done: DoneEvent) => void;
  readonly reject: (error: UserProcessGone) => void;
  done?: DoneEvent;
}

/** resolves after the pipes closed too, so that the last output is not lost */
function exitOf(child: ChildProcess): Promise<Pick<UserExit, "code" | "signal">> {
  return new Promise((resolve) => {
    child.once("exit", (code, signal) => {
      // what it started and did not detach
      killGroup(child);
      // what it detached may hold the pipes open for ever
      const timer = setTimeout(() => resolve({ code, signal }), PIPES_MS);
      child.once("close", () => {
        clearTimeout(timer);
        resolve({ code, signal });
      });
    });
    child.once("error", () => resolve({ code: null, signal: null }));
  });
}

/** Ends the process and what it started, also once it is gone itself. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // nothing of it is left
  }
}
