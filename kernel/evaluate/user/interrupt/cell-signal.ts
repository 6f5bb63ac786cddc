import { uncurry } from "../../uncurry.js";
import { currentRun } from "../current-run.js";

const { AbortController, DOMException, setImmediate } = globalThis;
const abort = uncurry<AbortController, [unknown], void>(AbortController.prototype.abort);

interface Owned {
  readonly run: number;
  readonly controller: AbortController;
}

/** of cells whose timers and promises may still ask */
const MAX_KEPT = 100;
let owned: readonly Owned[] = [];

/**
 * The signal of the cell that calls it: aborted when that cell is interrupted. What is handed such a
 * signal ends with the cell instead of going on in the background.
 *
 * @example
 * const response = await fetch(url, { signal: cellSignal() });
 */
export function cellSignal(): AbortSignal {
  const run = currentRun();
  const known = owned.find((signal) => signal.run === run);
  if (known !== undefined) return known.controller.signal;
  const controller = new AbortController();
  owned = [...owned.slice(1 - MAX_KEPT), { run, controller }];
  return controller.signal;
}

/** Aborts the signal of a run, if it asked for one, once the interrupt at hand is answered. */
export function abortSignal(run: number): void {
  for (let i = 0; i < owned.length; i++) {
    const { run: owner, controller } = owned[i]!;
    if (owner !== run) continue;
    setImmediate(() => abort(controller, new DOMException("the cell was stopped", "AbortError")));
  }
}
