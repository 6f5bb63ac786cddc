import type { LoopOptions } from "../../loop-edits.js";
import { cellSignal } from "../interrupt/cell-signal.js";
import { isThenable } from "../is-thenable.js";
import { libraryHooks } from "../library/library-hooks.js";
import { loopReport } from "./loop-report.js";

/** what a run takes at least, unless the number of loops is given */
const RUN_MS = 200;
/** by how much tensors may have grown before those that nothing refers to are given back */
const MOST_BYTES = 64 * 2 ** 20;
const MOST_TENSORS = 20_000;

const now = performance.now.bind(performance);
const { setImmediate } = globalThis;
const NO_TENSORS = { numTensors: 0, numBytes: 0 };
/** takes what the timed code gives, so that the engine cannot leave out how it comes about */
const sink: { value: unknown } = { value: undefined };

type Timed = () => unknown;

/** the tensors at which a run pauses */
interface Limits {
  readonly numTensors: number;
  readonly numBytes: number;
}

/**
 * Runs a function so often that its time can be told, and prints that. `prepare` is called ahead of
 * each run, untimed, and gives the function. What that returns is waited for when it is a promise.
 */
export async function timeLoops(
  { loops, runs, isQuiet }: LoopOptions,
  prepare: () => Promise<Timed>,
): Promise<void> {
  preventInlining();
  const signal = cellSignal();
  const before = held().numTensors;
  const timeOnce = async (count: number) => {
    const time = await timeRun(await prepare(), count, signal);
    // an interrupt is taken up here
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    return time;
  };
  try {
    const count = loops ?? (await enoughLoops(timeOnce));
    const times: number[] = [];
    for (let run = 0; run < runs; run++) times.push(await timeOnce(count));
    if (!isQuiet) process.stdout.write(loopReport(count, times));
  } finally {
    sink.value = undefined;
    if (held().numTensors > before) await libraryHooks()?.reclaim();
  }
}

/** 1, 2, 5, 10 and so on: the first with which a run takes long enough */
async function enoughLoops(timeOnce: (count: number) => Promise<number>): Promise<number> {
  for (let power = 1; ; power *= 10) {
    for (const factor of [1, 2, 5]) {
      if ((await timeOnce(power * factor)) >= RUN_MS) return power * factor;
    }
  }
}

/** in milliseconds; the time in which tensors are given back does not count */
async function timeRun(timed: Timed, count: number, signal: AbortSignal): Promise<number> {
  let limits = nextLimits();
  let time = 0;
  for (let left = count; left > 0; ) {
    const start = now();
    const first = timed();
    if (isThenable(first)) {
      await first;
      left -= 1 + (await loopAwaiting(timed, left - 1, limits, signal));
    } else {
      left -= 1 + loop(timed, left - 1, held(), limits);
    }
    time += now() - start;
    if (left === 0) break;
    signal.throwIfAborted();
    sink.value = undefined;
    await libraryHooks()?.reclaim();
    limits = nextLimits();
  }
  return time;
}

/** the number of calls it made: fewer than wanted at the limits */
function loop(timed: Timed, count: number, tensors: Limits, limits: Limits): number {
  const { numTensors, numBytes } = limits;
  let done = 0;
  while (done < count && tensors.numTensors <= numTensors && tensors.numBytes <= numBytes) {
    sink.value = timed();
    done++;
  }
  return done;
}

async function loopAwaiting(
  timed: Timed,
  count: number,
  limits: Limits,
  signal: AbortSignal,
): Promise<number> {
  const tensors = held();
  const { numTensors, numBytes } = limits;
  let done = 0;
  while (done < count && tensors.numTensors <= numTensors && tensors.numBytes <= numBytes) {
    if (signal.aborted) break;
    sink.value = await timed();
    done++;
  }
  return done;
}

function held(): Limits {
  return libraryHooks()?.held() ?? NO_TENSORS;
}

function nextLimits(): Limits {
  const { numTensors, numBytes } = held();
  return { numTensors: numTensors + MOST_TENSORS, numBytes: numBytes + MOST_BYTES };
}

/**
 * The engine makes one of a loop and the only function it has ever called, and then computes once what
 * is the same in each turn. After several functions it no longer does.
 */
function preventInlining(): void {
  for (const timed of [() => 0, () => 1, () => 2]) loop(timed, 1000, NO_TENSORS, nextLimits());
}
