import { promiseHooks } from "node:v8";

/**
 * The first promise that is made while `start` runs. It is how a REPL script's own promise is got hold
 * of, which nobody else holds: were it garbage collected, as happens when its code was terminated, the
 * inspector would tell so from inside the collector, and there Node 22 aborts.
 */
export function firstPromiseOf(start: () => void): Promise<unknown> | undefined {
  let first: Promise<unknown> | undefined;
  const stop = promiseHooks.onInit((promise) => {
    first ??= promise;
    stop();
  });
  start();
  stop();
  return first;
}
