import { stopCommands } from "./commands/shell.js";
import { sendEvent } from "./event-channel.js";
import { IN_CHILD, interruptState, SEEN, TERMINATING } from "./interrupt-state.js";
import { libraryHooks } from "./library-hooks.js";
import { type Run, runningCell } from "./run-cell.js";

/** for a fit that waits for its data, and for what a cell does after its training was stopped */
const TRAINING_GRACE_MS = 1000;

let asked: Run | undefined;

/** Answers an interrupt that the control worker passed on, after it terminated code or instead. */
export function takeInterrupt(interrupt: number): void {
  const wasTerminated = Atomics.load(interruptState, TERMINATING) === 1;
  // a terminated call left without its `finally`
  Atomics.store(interruptState, IN_CHILD, 0);
  Atomics.store(interruptState, TERMINATING, 0);
  Atomics.store(interruptState, SEEN, interrupt);
  Atomics.notify(interruptState, SEEN);
  stopCommands();
  if (wasTerminated) {
    const place = libraryHooks()?.afterTermination();
    runningCell()?.stop(place);
  } else {
    stopGently(interrupt);
  }
  sendEvent({ type: "stopped", interrupt });
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
