import { createRequire } from "node:module";
import { currentRun, enterBriefly, followsCode } from "../current-run.js";

type Timer = (callback: unknown, ...more: unknown[]) => unknown;

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
  const timer: Timer = (callback, ...more) => {
    if (typeof callback !== "function") return original(callback, ...more);
    const run = currentRun();
    return original(
      function (this: unknown, ...args: unknown[]): unknown {
        return enterBriefly(run, () => Reflect.apply(callback, this, args));
      },
      ...more,
    );
  };
  // among them the form of `util.promisify`
  return Object.defineProperties(timer, Object.getOwnPropertyDescriptors(original));
}
