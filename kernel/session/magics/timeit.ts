import type { LoopOptions } from "../../evaluate/loop-edits.js";
import { type Magic, MagicError } from "./magic.js";

const RUNS = 7;
const OPTION = /-([a-z])[ \t]*(\d*)/g;

/** `%timeit -n 10 f()`: how long a line takes, or a cell below a line that sets it up. */
export const timeit: Magic = async (args, { time }, timed) => {
  const options = loopOptions(args);
  if (timed === undefined || timed.isEmpty) {
    throw new MagicError("%timeit: expected code to be timed. Received: nothing");
  }
  return time(timed, options);
};

function loopOptions(args: string): LoopOptions {
  let options: LoopOptions = { runs: RUNS, isQuiet: false };
  for (const [written, name, digits = ""] of args.matchAll(OPTION)) {
    const isFlag = digits === "";
    if (name === "q" && isFlag) options = { ...options, isQuiet: true };
    else if (name === "n") options = { ...options, loops: count(written, digits) };
    else if (name === "r") options = { ...options, runs: count(written, digits) };
    else {
      const known = "-n LOOPS, -r RUNS and -q";
      throw new MagicError(`%timeit: the options are ${known}. Received: ${written.trim()}`);
    }
  }
  return options;
}

function count(written: string, digits: string): number {
  const number = Number(digits);
  if (number >= 1 && Number.isSafeInteger(number)) return number;
  const option = written.slice(0, 2);
  throw new MagicError(
    `%timeit: ${option} must be a whole number from 1. Received: ${digits || "nothing"}`,
  );
}
