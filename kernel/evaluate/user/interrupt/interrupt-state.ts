/**
 * Counters shared between the main thread and the control worker. `ASKED` counts interrupts that the
 * worker passed on, `SEEN` those that the main thread took up by itself, `IN_CHILD` is above 0 while
 * the main thread waits for a synchronous child process, `TERMINATING` is 1 while it is being terminated.
 * `TRAINING` counts the fits that run: they stop by themselves after a step. `ANSWERS` counts the answers
 * of the front end, which the main thread may be waiting for. `HEARD` is the last question of
 * the worker that the main thread went through with. `STOPPING` is 1 from
 * an interrupt on until nothing of it can strike any more.
 */
export type InterruptState = Int32Array<SharedArrayBuffer>;

export const ASKED = 0;
export const SEEN = 1;
export const IN_CHILD = 2;
export const TERMINATING = 3;
export const TRAINING = 4;
export const ANSWERS = 5;
export const HEARD = 6;
export const STOPPING = 7;

export const interruptState: InterruptState = new Int32Array(new SharedArrayBuffer(32));

// taken before a cell can delete it
const { load, store } = Atomics;

/** What the worker tells the main thread until it is sure that the main thread has stopped. */
export interface StopQuestion {
  /** the last one that was asked for */
  readonly interrupt: number;
  /** grows whenever code that went on after an interrupt had been taken up is terminated again */
  readonly attempt: number;
  /** grows with every one */
  readonly question: number;
}

/** whether an interrupt is on its way that the main thread has not taken up yet */
export function isStopPending(): boolean {
  return load(interruptState, ASKED) > load(interruptState, SEEN);
}

/** whether what runs now may still be terminated: no time to load a module */
export function isStopping(): boolean {
  return load(interruptState, STOPPING) === 1;
}

/** Takes up every interrupt that is on its way, so that the main thread is left alone; returns the last. */
export function takeStops(): number {
  const asked = load(interruptState, ASKED);
  store(interruptState, SEEN, asked);
  return asked;
}
