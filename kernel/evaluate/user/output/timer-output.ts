import { createRequire } from "node:module";
import { currentRun, enterBriefly, followsCode } from "../current-run.js";

type Timer = (...args: unknown[]) => unknown;

// taken before a cell can delete it: Node.js itself sets an immediate after each error that nobody
// caught, and one that throws would be followed by the next for ever
const { apply } = Reflect;

const NAMES = ["setTimeout", "setInterval", "setImmediate"] as const;

/**
 * Where Node.js does not follow a cell's code by itself, timers remember which cell set them: what
 * they print late lands there.
 */
export function rememberCellsOfTimers(): void {
  if (followsCode) return;
  const timers = createRequire(import.meta.url)("node:timers") as Record<string, unknown>;
  for (const name of NAMES) {
    const timer = remembering(globalThis[name] as Timer);
    for (const holder of [globalThis as Record<string, unknown>, timers]) holder[name] = timer;
  }
}

function remembering(original: Timer): Timer {
  const timer: Timer = (...args) => {
    const callback = args[0];
    if (typeof callback === "function") {
      const run = currentRun();
      args[0] = function (this: unknown, ...given: unknown[]): unknown {
        return enterBriefly(run, () => apply(callback, this, given));
      };
    }
    // not spread: that asks the iterator of arrays, which a cell may have replaced
    return apply(original, undefined, args);
  };
  // among them the form of `util.promisify`
  return Object.defineProperties(timer, Object.getOwnPropertyDescriptors(original));
}
