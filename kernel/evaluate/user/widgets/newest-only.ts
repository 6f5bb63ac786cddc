import { setImmediate } from "node:timers";
import { currentRun, enterBriefly } from "../current-run.js";
import { describeError, interruptedReport } from "../error-report.js";
import { callGuarded } from "../guarded-call.js";
import { IntrinsicPromise } from "../intrinsics.js";
import { sendEvent } from "../output/event-channel.js";

interface Request<Value> {
  readonly value: Value;
  /** the message that asked, to which belongs what is printed */
  readonly run: number;
}

/**
 * Works on values that come faster than it can: on one at a time, and then on the newest. The promise
 * resolves when nothing is left to do, whatever becomes of it.
 */
export function newestOnly<Value>(
  work: (value: Value) => unknown,
): (value: Value) => Promise<void> {
  let newest: Request<Value> | undefined;
  let working: Promise<void> | undefined;

  const workOff = async () => {
    while (newest !== undefined) {
      // what has arrived already is heard before
      await new IntrinsicPromise<void>((resolve) => setImmediate(resolve));
      const { value, run } = newest;
      newest = undefined;
      await guarded(run, () => work(value));
    }
    working = undefined;
  };
  return (value) => {
    newest = { value, run: currentRun() };
    working ??= workOff();
    return working;
  };
}

async function guarded(run: number, work: () => unknown): Promise<void> {
  let outcome: unknown;
  const report = (error: unknown) =>
    sendEvent({ type: "uncaught", run, error: describeError(error) });
  const isComplete = enterBriefly(run, () =>
    callGuarded(() => {
      try {
        outcome = IntrinsicPromise.resolve(work()).catch(report);
      } catch (error) {
        report(error);
      }
    }),
  );
  if (isComplete) await outcome;
  else sendEvent({ type: "uncaught", run, error: interruptedReport("the drawing was stopped") });
}
