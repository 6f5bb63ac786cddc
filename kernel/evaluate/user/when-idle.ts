import { setTimeout } from "node:timers";
import { runningCell } from "./run-cell.js";

/**
 * Does some work of the kernel's own a while later and between cells: an interrupt of a cell terminates
 * whatever runs, and a module that was loaded by half could never be loaded again.
 */
export function whenIdle(delayMs: number, work: () => void): void {
  const attempt = () => {
    if (runningCell() === undefined) work();
    else whenIdle(delayMs, work);
  };
  setTimeout(attempt, delayMs).unref();
}
