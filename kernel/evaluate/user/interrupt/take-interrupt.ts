import { stopCommands } from "../commands/shell.js";
import { libraryHooks } from "../library/library-hooks.js";
import { type Run, runningCell } from "../run-cell.js";
import { breakEndlessTicks } from "./break-endless-ticks.js";
import {
  HEARD,
  IN_CHILD,
  interruptState,
  SEEN,
  type StopQuestion,
  TERMINATING,
} from "./interrupt-state.js";

/** for a fit that waits for its data, and for what a cell does after its training was stopped */
const TRAINING_GRACE_MS = 1000;

// taken before a cell can delete it
const { load, store } = Atomics;
const { setTimeout } = globalThis;

let asked: Run | undefined;

/** the last interrupt that was taken up; the worker repeats what it has no answer to */
let taken = 0;
let lastAttempt = 0;

/** Answers what the control worker tells after it terminated code, or instead. */
export function takeInterrupt({ interrupt, attempt, question }: StopQuestion): void {
  if (interrupt > taken || attempt > lastAttempt) answer(interrupt);
  lastAttempt = attempt;
  store(interruptState, HEARD, question);
}

/** May itself be terminated half-way, and is called again then. */
function answer(interrupt: number): void {
  const wasTerminated = load(interruptState, TERMINATING) === 1;
  // a terminated call left without its `finally`
  store(interruptState, IN_CHILD, 0);
  stopCommands();
  if (wasTerminated) {
    breakEndlessTicks();
    const place = libraryHooks()?.afterTermination();
    runningCell()?.stop(place);
  } else {
    stopGently(interrupt);
  }
  store(interruptState, TERMINATING, 0);
  taken = interrupt;
  if (load(interruptState, SEEN) < interrupt) store(interruptState, SEEN, interrupt);
}

/** A cell may catch the error of a fit that was stopped, and save its model; asked again, it is stopped. */
function stopGently(interrupt: number): void {
  const run = runningCell();
  const isTraining = libraryHooks()?.stopTraining(interrupt) === true;
  if (!isTraining || run === asked) {
    const place = libraryHooks()?.abandonTraining();
    run?.stop(place);
    return;
  }
  asked = run;
  setTimeout(() => {
    if (run !== undefined && runningCell() === run) run.stop(libraryHooks()?.abandonTraining());
  }, TRAINING_GRACE_MS);
}
