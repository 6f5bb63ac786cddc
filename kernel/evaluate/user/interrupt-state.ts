/**
 * Counters shared between the main thread and the control worker. `ASKED` counts interrupts that the
 * worker passed on, `SEEN` those that the main thread took up by itself, `IN_CHILD` is above 0 while
 * the main thread waits for a synchronous child process, `TERMINATING` is 1 while it is being terminated.
 */
export type InterruptState = Int32Array<SharedArrayBuffer>;

export const ASKED = 0;
export const SEEN = 1;
export const IN_CHILD = 2;
export const TERMINATING = 3;

export const interruptState: InterruptState = new Int32Array(new SharedArrayBuffer(16));

/** whether an interrupt is on its way that the main thread has not taken up yet */
export function isStopPending(): boolean {
  return Atomics.load(interruptState, ASKED) > Atomics.load(interruptState, SEEN);
}
