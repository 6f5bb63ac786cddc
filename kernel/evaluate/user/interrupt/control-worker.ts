import { Session } from "node:inspector";
import { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { ControlCommand, ControlEvent } from "../../control-messages.js";
import { createFrameDecoder, encodeFrame } from "../../frame-codec.js";
import { createInspectorRelay } from "../debug/inspector-relay.js";
import { createAnswering } from "../look/answer-question.js";
import { endChildren, interruptChildren } from "./end-children.js";
import {
  ANSWERS,
  ASKED,
  HEARD,
  IN_CHILD,
  type InterruptState,
  SEEN,
  STOPPING,
  type StopQuestion,
  TERMINATING,
  TRAINING,
} from "./interrupt-state.js";

const CONTROL_FD = 4;
const POLL_MS = 2;
/**
 * The main thread's chance to take an interrupt up by itself: terminating it while it idles would kill
 * the next callback. Counted in turns of this thread, which a busy machine slows down alike.
 */
const GRACE_POLLS = 12;
/** the same after a termination: a second one at the wrong moment loses the run that follows on Node 22 */
const AFTERMATH_POLLS = 400;
/** what a main thread that is stopped at a breakpoint takes to end what it ran */
const STOPPED_POLLS = 250;
/** the longest training step that is waited for: to cut one in two may leave half of its update behind */
const STEP_GRACE_MS = 10_000;

/** What the main thread gives the worker. */
export interface ControlWorkerData {
  readonly state: InterruptState;
  readonly answers: MessagePort;
}

const { state, answers } = workerData as ControlWorkerData;
const session = new Session();
session.connectToMainThread();
let isStopping = false;
/** asked of the main thread and not carried out yet */
let terminations = 0;
let questions = 0;
/** how often code was terminated that went on after its interrupt had been taken up */
let attempt = 0;

const isTaken = () => Atomics.load(state, SEEN) >= Atomics.load(state, ASKED);
const isInChild = () => Atomics.load(state, IN_CHILD) > 0;
const isTraining = () => Atomics.load(state, TRAINING) > 0;
const answerQuestion = createAnswering(session, () => !isTaken());

function interrupt(): void {
  Atomics.add(state, ASKED, 1);
  ask();
  if (!isStopping) void stop();
}

/** Goes on until the main thread has taken up every interrupt, and no termination can hit it any more. */
async function stop(): Promise<void> {
  isStopping = true;
  Atomics.store(state, STOPPING, 1);
  const first = Atomics.load(state, ASKED);
  // asked a second time, nothing is waited for
  const isRepeated = () => Atomics.load(state, ASKED) > first;
  let isTerminated = relay.isStopped;
  if (isTerminated) {
    Atomics.store(state, TERMINATING, 1);
    relay.resumeToTerminate();
  }
  for (let grace = isTerminated ? STOPPED_POLLS : GRACE_POLLS; !(await polled(grace, isTaken)); ) {
    ask();
    if (isTraining() && !isRepeated()) {
      tell({ type: "training" });
      await stepEnd(() => isTaken() || isRepeated());
      if (!isRepeated()) continue;
    }
    if (!(await endSynchronousChild(isRepeated))) continue;
    terminate();
    isTerminated = true;
    grace = AFTERMATH_POLLS;
  }
  if (isTerminated) await aftermath(isRepeated);
  isStopping = false;
  Atomics.store(state, TERMINATING, 0);
  Atomics.store(state, STOPPING, 0);
  tell({ type: "stopped", interrupts: Atomics.load(state, SEEN) });
}

/**
 * Goes on until the main thread is back in its event loop. A termination that came late strikes here, where
 * nothing is lost. And what was terminated may begin anew: Node.js keeps the queue of `process.nextTick`
 * and goes on with it after the very message that was answered.
 */
async function aftermath(isRepeated: () => boolean): Promise<void> {
  for (;;) {
    const isCarriedOut = terminations === 0;
    const question = ask();
    if (await polled(AFTERMATH_POLLS, () => Atomics.load(state, HEARD) >= question)) {
      if (isCarriedOut) return;
    } else if (terminations === 0 && (await endSynchronousChild(isRepeated))) {
      attempt++;
      terminate();
    }
  }
}

/** Returns what `HEARD` will be at least when the main thread went through with it. */
function ask(): number {
  const interrupt = Atomics.load(state, ASKED);
  parentPort!.postMessage({ interrupt, attempt, question: ++questions } satisfies StopQuestion);
  return questions;
}

/** Whether the main thread is outside of child processes; from then on it waits at the door of the next. */
async function endSynchronousChild(isRepeated: () => boolean): Promise<boolean> {
  Atomics.store(state, TERMINATING, 1);
  if (!isInChild()) return true;
  if (isRepeated()) endChildren();
  else interruptChildren();
  return polled(GRACE_POLLS, () => !isInChild());
}

/** Takes effect at the main thread's next step; where it idles, that is the next message of `stop`. */
function terminate(): void {
  if (terminations > 0) return;
  terminations++;
  session.post("Runtime.terminateExecution", () => terminations--);
}

/** Leaves the thread free meanwhile, for the next interrupt. */
async function stepEnd(isMet: () => boolean): Promise<void> {
  const deadline = performance.now() + STEP_GRACE_MS;
  while (isTraining() && !isMet() && performance.now() < deadline) await pause(POLL_MS);
}

async function polled(polls: number, isMet: () => boolean): Promise<boolean> {
  for (let poll = 0; poll < polls && !isMet(); poll++) await pause(POLL_MS);
  return isMet();
}

const obey = (command: ControlCommand) => {
  switch (command.type) {
    case "interrupt":
      interrupt();
      return;
    case "inspect":
      void relay.inspect(command);
      return;
    case "detach":
      return relay.detach();
    case "input":
      answers.postMessage(command.answer);
      Atomics.add(state, ANSWERS, 1);
      Atomics.notify(state, ANSWERS);
      return;
    case "ask": {
      const { id, question } = command;
      void answerQuestion(question).then((answer) => tell({ type: "answer", id, answer }));
    }
  }
};

function tell(event: ControlEvent): void {
  control.write(encodeFrame(event));
}

const control = new Socket({ fd: CONTROL_FD, readable: true, writable: true });
const relay = createInspectorRelay(tell, () => !isTaken());
control.on(
  "data",
  createFrameDecoder((value) => obey(value as ControlCommand)),
);
control.on("error", () => {});
// the protocol process is gone; the main thread may be too busy to notice
control.on("close", () => process.kill(process.pid, "SIGKILL"));
