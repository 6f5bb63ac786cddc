import process from "node:process";
import { runningCell } from "../run-cell.js";

type NextTick = typeof process.nextTick;

/** as many ticks as may follow from one another; what Node.js itself queues takes a few */
const MAX_LINKS = 200;

// taken before a cell can delete them
const { apply } = Reflect;
const { setTimeout } = globalThis;

let broken: { readonly original: NextTick; readonly inTurns: NextTick } | undefined;
/** ticks that are still to come, those of an earlier termination excepted: it may have lost them */
let waiting = 0;
let era = 0;
/** how many ticks led to the one that runs, if it is one of those left behind */
let link = 0;
/** whether Node.js may still be at what was queued when code was terminated */
let isDraining = false;

/**
 * Has callbacks of `process.nextTick` that queue themselves anew come to an end after they were
 * terminated: Node.js keeps their queue, goes on with it at the next occasion, and would never get back
 * to its event loop. What they queue takes a turn of the event loop each, and is dropped after two
 * hundred. Ticks of the next cell are left alone.
 */
export function breakEndlessTicks(): void {
  era++;
  waiting = 0;
  link = 0;
  if (broken === undefined || process.nextTick !== broken.inTurns) {
    const original = process.nextTick;
    const inTurns: NextTick = (callback: unknown, ...args: unknown[]) => {
      const isLeftBehind = link > 0 || (isDraining && runningCell() === undefined);
      if (isLeftBehind && typeof callback === "function") {
        takeTurn(link + 1, () => apply(callback, undefined, args));
        return;
      }
      // not spread: that asks the iterator of arrays
      const given = [callback];
      for (let i = 0; i < args.length; i++) given[i + 1] = args[i];
      apply(original, process, given);
    };
    if (!assign(inTurns)) return;
    broken = { original, inTurns };
  }
  isDraining = true;
  takeTurn(0, () => {
    isDraining = false;
  });
}

function takeTurn(place: number, work: () => void): void {
  if (place > MAX_LINKS) return;
  const own = era;
  waiting++;
  // no immediate: Node.js never recovers from one that is terminated, unless it was the first of its turn
  setTimeout(() => {
    link = place;
    work();
  }, 1);
  // another timer: what is terminated leaves without its `finally`
  setTimeout(() => {
    link = 0;
    if (own === era && --waiting === 0) restore();
  }, 1);
}

function restore(): void {
  if (broken !== undefined && process.nextTick === broken.inTurns) assign(broken.original);
  broken = undefined;
}

/** false where a cell made `process` read-only */
function assign(nextTick: NextTick): boolean {
  try {
    process.nextTick = nextTick;
    return true;
  } catch {
    return false;
  }
}
