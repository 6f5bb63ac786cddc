/**
 * Counters shared between the main thread and the control worker. `ASKED` counts interrupts that the
 * worker passed on, `SEEN` those that the main thread took up by itself, `IN_CHILD` is above 0 while
 * the main thread waits for a synchronous child process, `TERMINATING` is 1 while it is being terminated.
 * `TRAINING` counts the fits that run: they stop by themselves after a step. `ANSWERS` counts the answers
 * of the front end, which the main thread may be waiting for. `HEARD` counts what the worker told and the
 * main thread went through with.
 */
export type InterruptState = Int32Array<SharedArrayBuffer>;

export const ASKED = 0;
export const SEEN = 1;
export const IN_CHILD = 2;
export const TERMINATING = 3;
export const TRAINING = 4;
export const ANSWERS = 5;
export const HEARD = 6;

export const interruptState: InterruptState = new Int32Array(new SharedArrayBuffer(28));

// taken before a cell can delete it
const { load, store } = Atomics;

/** whether an interrupt is on its way that the main thread has not taken up yet */
export function isStopPending(): boolean {
  return load(interruptState, ASKED) > load(interruptState, SEEN);
}

/** Takes up every interrupt that is on its way, so that the main thread is left alone; returns the last. */
export function takeStops(): number {
  const asked = load(interruptState, ASKED);
  store(interruptState, SEEN, asked);
  return asked;
}
