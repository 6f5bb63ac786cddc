import { Session } from "node:inspector";
import { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { ControlCommand } from "../control-messages.js";
import { createFrameDecoder } from "../frame-codec.js";
import {
  ANSWERS,
  ASKED,
  IN_CHILD,
  type InterruptState,
  SEEN,
  TERMINATING,
  TRAINING,
} from "./interrupt-state.js";

const CONTROL_FD = 4;
/** the main thread's time to take an interrupt up by itself; terminating it while it idles would kill the next callback */
const GRACE_MS = 25;
/** a child that does not heed SIGINT by then is left to itself */
const CHILD_GRACE_MS = 2000;
/** the longest training step that is waited for: to cut one in two may leave half of its update behind */
const STEP_GRACE_MS = 10_000;
const POLL_MS = 2;

/** What the main thread gives the worker. */
export interface ControlWorkerData {
  readonly state: InterruptState;
  readonly answers: MessagePort;
}

const { state, answers } = workerData as ControlWorkerData;
const session = new Session();
session.connectToMainThread();

async function interrupt(): Promise<void> {
  const isRepeated = Atomics.load(state, ASKED) > Atomics.load(state, SEEN);
  const asked = Atomics.add(state, ASKED, 1) + 1;
  const isTaken = () => Atomics.load(state, SEEN) >= asked;
  parentPort!.postMessage(asked);
  if (waitUntil(GRACE_MS, isTaken)) return;
  // asked a second time, no step is waited for
  if (!isRepeated && Atomics.load(state, TRAINING) > 0) {
    const isPassedOn = () => Atomics.load(state, ASKED) > asked;
    await stepEnd(() => isTaken() || isPassedOn());
    if (isPassedOn() || waitUntil(GRACE_MS, isTaken)) return;
  }
  for (;;) {
    Atomics.store(state, TERMINATING, 1);
    if (Atomics.load(state, IN_CHILD) === 0) break;
    Atomics.store(state, TERMINATING, 0);
    signalGroup();
    if (!waitUntil(CHILD_GRACE_MS, () => Atomics.load(state, IN_CHILD) === 0)) return;
    if (waitUntil(GRACE_MS, isTaken)) return;
  }
  session.post("Runtime.terminateExecution");
}

/** Leaves the thread free meanwhile, for the next interrupt. */
async function stepEnd(isMet: () => boolean): Promise<void> {
  const deadline = performance.now() + STEP_GRACE_MS;
  while (Atomics.load(state, TRAINING) > 0 && !isMet() && performance.now() < deadline) {
    await pause(POLL_MS);
  }
}

function waitUntil(limit: number, isMet: () => boolean): boolean {
  const deadline = performance.now() + limit;
  while (!isMet()) {
    if (performance.now() >= deadline) return false;
    // woken early when the main thread answers
    Atomics.wait(state, SEEN, Atomics.load(state, SEEN), POLL_MS);
  }
  return true;
}

/** the process leads its group and ignores SIGINT, so only what it started is ended */
function signalGroup(): void {
  if (process.platform === "win32") return;
  try {
    process.kill(-process.pid, "SIGINT");
  } catch {
    // the child ended meanwhile
  }
}

function obey(command: ControlCommand): void {
  switch (command.type) {
    case "interrupt":
      void interrupt();
      return;
    case "input":
      answers.postMessage(command.answer);
      Atomics.add(state, ANSWERS, 1);
      Atomics.notify(state, ANSWERS);
  }
}

const control = new Socket({ fd: CONTROL_FD, readable: true, writable: true });
control.on(
  "data",
  createFrameDecoder((value) => obey(value as ControlCommand)),
);
control.on("error", () => {});
// the protocol process is gone; the main thread may be too busy to notice
control.on("close", () => process.kill(process.pid, "SIGKILL"));
