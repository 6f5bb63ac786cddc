import type { Parent } from "./channel-writer.js";

const KEPT = 1000;

/** Which request a run's outputs answer, so that a timer's late print lands in its own cell. */
export interface RunParents {
  /** the number of a new run of a cell */
  begin(parent: Parent): number;
  /** the number under which a message is handled by user code; such messages never push a cell out */
  beginMessage(parent: Parent): number;
  /** for output of before the first run or of long ago: the latest cell */
  parentOf(run: number): Parent | undefined;
}

export function createRunParents(): RunParents {
  const cells = new Map<number, Parent>();
  // counted downwards
  const messages = new Map<number, Parent>();
  let lastCell = 0;
  let lastMessage = 0;
  return {
    begin: (parent) => {
      cells.set(++lastCell, parent);
      cells.delete(lastCell - KEPT);
      return lastCell;
    },
    beginMessage: (parent) => {
      messages.set(--lastMessage, parent);
      messages.delete(lastMessage + KEPT);
      return lastMessage;
    },
    parentOf: (run) => (run < 0 ? messages : cells).get(run) ?? cells.get(lastCell),
  };
}
