import type { Parent } from "./channel-writer.js";

const KEPT = 1000;

/** Which request a run's outputs answer, so that a timer's late print lands in its own cell. */
export interface RunParents {
  /** the number of a new run */
  begin(parent: Parent): number;
  /** for output of before the first run or of long ago: the latest request */
  parentOf(run: number): Parent | undefined;
}

export function createRunParents(): RunParents {
  const parents = new Map<number, Parent>();
  let last = 0;
  return {
    begin: (parent) => {
      parents.set(++last, parent);
      parents.delete(last - KEPT);
      return last;
    },
    parentOf: (run) => parents.get(run) ?? parents.get(last),
  };
}
