import { AsyncLocalStorage } from "node:async_hooks";

/**
 * On Node 20 AsyncLocalStorage rests on async_hooks: terminating code inside a promise job then
 * aborts the process, and awaits cost four times as much. There, late output goes to the last run.
 */
const hasContextFrames =
  Number(process.versions.node.split(".")[0]) >= 24 ||
  process.execArgv.includes("--experimental-async-context-frame");

const storage = hasContextFrames ? new AsyncLocalStorage<number>() : undefined;
let lastRun = 0;

/** The run that the code now executing belongs to. */
export function currentRun(): number {
  return storage?.getStore() ?? lastRun;
}

/** For what a front end sends between or during the cells' runs, which keep what belongs to nobody. */
export function enterMessage<Result>(run: number, body: () => Result): Result {
  if (storage !== undefined) return storage.run(run, body);
  const cell = lastRun;
  lastRun = run;
  try {
    return body();
  } finally {
    lastRun = cell;
  }
}

export function enterRun<Result>(run: number, body: () => Result): Result {
  lastRun = run;
  return storage === undefined ? body() : storage.run(run, body);
}
