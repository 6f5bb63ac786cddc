import { isStopping } from "./interrupt/interrupt-state.js";
import { runningCell } from "./run-cell.js";

// taken before a cell can delete it
const { setTimeout } = globalThis;

/**
 * Does some work of the kernel's own a while later and between cells: an interrupt of a cell terminates
 * whatever runs, and a module that was loaded by half could never be loaded again. Where it fails, for
 * what a cell did to the globals, nothing is said: the cell that needs it will meet the same error.
 */
export function whenIdle(delayMs: number, work: () => void): void {
  const attempt = () => {
    if (runningCell() !== undefined || isStopping()) return whenIdle(delayMs, work);
    try {
      work();
    } catch {
      // said by the cell that needs it
    }
  };
  setTimeout(attempt, delayMs).unref();
}
