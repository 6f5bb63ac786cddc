import { whenSettled } from "../intrinsics.js";

let unfinished: readonly Promise<unknown>[] = [];

/** Keeps the run open until a display that is still being made was sent. */
export function trackDisplay(work: Promise<unknown>): void {
  unfinished = [...unfinished, work];
  const finish = () => {
    unfinished = unfinished.filter((other) => other !== work);
  };
  whenSettled(work, finish, finish);
}

/** Resolves when every display asked for so far was sent. */
export async function displaysSettled(): Promise<void> {
  while (unfinished.length > 0) await unfinished[0];
}

/** For a cell that was stopped: no later cell is to wait for its displays. */
export function forgetDisplays(): void {
  unfinished = [];
}
