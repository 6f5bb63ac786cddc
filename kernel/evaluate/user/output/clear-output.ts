import { currentRun } from "../current-run.js";
import { sendEvent } from "./event-channel.js";

export interface ClearOutputOptions {
  /** clears once the next output is there to take the place, which does not flicker */
  readonly wait?: boolean;
}

/**
 * Removes what the running cell has printed and displayed so far. `console.clear()` does the same.
 *
 * @example
 * for (let step = 0; step < 10; step++) {
 *   clearOutput({ wait: true });
 *   console.log(`step ${step}`);   // one line, replaced ten times
 * }
 */
export function clearOutput({ wait = false }: ClearOutputOptions = {}): void {
  sendEvent({ type: "clear", run: currentRun(), wait: wait === true });
}
