import { IN_CHILD, interruptState, SEEN, TERMINATING } from "./interrupt-state.js";
import { libraryHooks } from "./library-hooks.js";
import { type Run, runningCell } from "./run-cell.js";

/** for a fit that waits for its data, and for what a cell does after its training was stopped */
const TRAINING_GRACE_MS = 1000;

// taken before a cell can delete it
const { load, store, notify } = Atomics;
const { setTimeout } = globalThis;

let asked: Run | undefined;

/** the last interrupt that was taken up; the worker repeats what it has no answer to */
let taken = 0;

/** Answers an interrupt that the control worker passed on, after it terminated code or instead. */
export function takeInterrupt(interrupt: number): void {
  if (interrupt <= taken) return;
  const wasTerminated = load(interruptState, TERMINATING) === 1;
  // a terminated call left without its `finally`
  store(interruptState, IN_CHILD, 0);
  if (wasTerminated) {
    const place = libraryHooks()?.afterTermination();
    runningCell()?.stop(place);
  } else {
    stopGently(interrupt);
  }
  // last: this call may itself be terminated, and is repeated then
  store(interruptState, TERMINATING, 0);
  taken = interrupt;
  if (load(interruptState, SEEN) < interrupt) store(interruptState, SEEN, interrupt);
  notify(interruptState, SEEN);
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
