import { IntrinsicPromise } from "./intrinsics.js";

const unfinished = new Set<Promise<void>>();

/** Keeps the run open until a display that is still being made was sent. */
export function trackDisplay(work: Promise<void>): void {
  unfinished.add(work);
  void work.finally(() => unfinished.delete(work));
}

/** Resolves when every display asked for so far was sent. */
export async function displaysSettled(): Promise<void> {
  while (unfinished.size > 0) await IntrinsicPromise.all(unfinished);
}
