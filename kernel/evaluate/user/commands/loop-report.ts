/**
 * What `%timeit` prints of runs of so many loops each; `times` are those of the runs, in milliseconds.
 *
 * @example
 * loopReport(1000, [12, 13]);
 * // "12.5 µs ± 500 ns per loop (mean ± std. dev. of 2 runs, 1,000 loops each)\n"
 */
export function loopReport(loops: number, times: readonly number[]): string {
  const each = times.map((time) => time / loops);
  const mean = each.reduce((sum, time) => sum + time, 0) / each.length;
  const deviation = Math.sqrt(
    each.reduce((sum, time) => sum + (time - mean) ** 2, 0) / each.length,
  );
  const how = `mean ± std. dev. of ${counted(times.length, "run")}, ${counted(loops, "loop")} each`;
  const line = `${duration(mean)} ± ${duration(deviation)} per loop (${how})\n`;
  return `${line}${doubt(Math.min(...each), Math.max(...each))}`;
}

/** the first runs of code that is not compiled yet, or that fills a cache, say little about the others */
function doubt(fastest: number, slowest: number): string {
  if (slowest <= 4 * fastest || slowest < 0.001) return "";
  const ratio = Number((slowest / fastest).toPrecision(3));
  const compared = Number.isFinite(ratio) ? `${ratio} times as long as` : "longer than";
  return `The slowest run took ${compared} the fastest: something may be kept from one to the next.\n`;
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}

const UNITS = [
  ["s", 1000],
  ["ms", 1],
  ["µs", 1e-3],
  ["ns", 1e-6],
] as const;

/** with three digits */
function duration(milliseconds: number): string {
  if (milliseconds >= 60_000) {
    const seconds = Math.round(milliseconds / 1000);
    return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  }
  // 999.9 µs is 1 ms
  const rounded = Number(milliseconds.toPrecision(3));
  const [unit, size] = UNITS.find(([, least]) => rounded >= least) ?? UNITS.at(-1)!;
  return `${Number((milliseconds / size).toPrecision(3))} ${unit}`;
}
