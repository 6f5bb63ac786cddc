import type { NumberList } from "./number-statistics.js";
import { sampleIndices } from "./sample-indices.js";

const BARS = "▁▂▃▄▅▆▇█";
const BINS = 10;
const SAMPLES = 10_000;

/** A histogram of ten bins between `min` and `max` as ten characters, from at most 10,000 values. */
export function sparkline(values: NumberList, min: number, max: number): string {
  const bins = new Array<number>(BINS).fill(0);
  for (const index of sampleIndices(values.length, SAMPLES)) {
    const value = values[index] as number;
    if (!(value >= min && value <= max)) continue;
    const bin = Math.min(BINS - 1, Math.floor(((value - min) / (max - min)) * BINS));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const highest = Math.max(1, ...bins);
  return bins.map((count) => BARS[Math.round((count / highest) * (BARS.length - 1))]).join("");
}
