import { expect, test } from "vitest";
import { loopReport } from "../../../../../kernel/evaluate/user/commands/loop-report.js";

test.each<[loops: number, times: number[], line: string]>([
  [1000, [12, 13], "12.5 µs ± 500 ns per loop (mean ± std. dev. of 2 runs, 1,000 loops each)"],
  [1, [2000], "2 s ± 0 ns per loop (mean ± std. dev. of 1 run, 1 loop each)"],
  [
    5e6,
    Array.from({ length: 7 }, (_, run) => 200 + run),
    "40.6 ns ± 0.4 ns per loop (mean ± std. dev. of 7 runs, 5,000,000 loops each)",
  ],
  [1, [83_000, 83_000], "1 min 23 s ± 0 ns per loop (mean ± std. dev. of 2 runs, 1 loop each)"],
  [1, [0.99996], "1 ms ± 0 ns per loop (mean ± std. dev. of 1 run, 1 loop each)"],
  [10, [12.346, 12.346], "1.23 ms ± 0 ns per loop (mean ± std. dev. of 2 runs, 10 loops each)"],
])("%d loops that took %j", (loops, times, line) => {
  expect(loopReport(loops, times)).toBe(`${line}\n`);
});

test("a run that took far longer than another is told of, unless both took next to nothing", () => {
  const [, doubt] = loopReport(1, [1, 4.321]).split("\n");
  expect(doubt).toBe(
    "The slowest run took 4.32 times as long as the fastest: something may be kept from one to the next.",
  );
  expect(loopReport(1, [1, 4]).split("\n")).toHaveLength(2);
  expect(loopReport(1, [0.0001, 0.0009]).split("\n")).toHaveLength(2);
  expect(loopReport(1, [0, 1])).toContain("The slowest run took longer than the fastest");
});
