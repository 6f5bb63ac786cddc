import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Whether code is known by its cell wherever it goes on. On Node 20 AsyncLocalStorage rests on
 * async_hooks: terminating code inside a promise job then aborts the process, and awaits cost four
 * times as much. There, only timers know their run, and other late output goes to the last one.
 */
export const followsCode: boolean =
  Number(process.versions.node.split(".")[0]) >= 24 ||
  process.execArgv.includes("--experimental-async-context-frame");

const storage = followsCode ? new AsyncLocalStorage<number>() : undefined;
let lastRun = 0;

/** The run that the code now executing belongs to. */
export function currentRun(): number {
  return storage?.getStore() ?? lastRun;
}

/** For code of another run that comes between; the latest cell keeps what belongs to nobody. */
export function enterBriefly<Result>(run: number, body: () => Result): Result {
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
