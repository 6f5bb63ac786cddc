import { IntrinsicPromise } from "../intrinsics.js";

/** What a cell sent as its result, or as the error that it ends with. */
export type SentOutcome = { readonly value: unknown } | { readonly error: unknown };

interface Ending {
  readonly run: number;
  isAwaited: boolean;
  outcome?: SentOutcome;
  settle?: (outcome: SentOutcome | undefined) => void;
}

let latest: Ending | undefined;
let lastEnded = 0;

function endingOf(run: number): Ending {
  if (latest?.run !== run) latest = { run, isAwaited: false };
  return latest;
}

export function isOutcomeAwaited(run: number): boolean {
  return latest?.run === run && latest.isAwaited;
}

/** Whether a cell goes on after its last statement until an outcome is sent. */
export function awaitOutcome(run: number, isAwaited: boolean): void {
  const ending = endingOf(run);
  ending.isAwaited = isAwaited;
  if (!isAwaited) ending.settle?.(undefined);
}

/**
 * Ends a cell, now or after its last statement, with something else than that statement's value. Only
 * the first outcome counts; false when the cell has ended already.
 */
export function sendOutcome(run: number, outcome: SentOutcome): boolean {
  if (run <= lastEnded) return false;
  const ending = endingOf(run);
  ending.outcome ??= outcome;
  ending.settle?.(ending.outcome);
  return true;
}

/** What a cell whose statements ran ends with, if it sent something; waits where it said it would. */
export async function sentOutcome(run: number): Promise<SentOutcome | undefined> {
  const ending = latest?.run === run ? latest : undefined;
  if (ending?.isAwaited === true && ending.outcome === undefined) {
    await new IntrinsicPromise<SentOutcome | undefined>((resolve) => {
      ending.settle = resolve;
    });
  }
  lastEnded = run;
  return ending?.outcome;
}
