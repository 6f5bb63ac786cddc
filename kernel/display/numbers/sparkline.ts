import type { NumberList } from "./number-statistics.js";

const BARS = "▁▂▃▄▅▆▇█";
const BINS = 10;
const SAMPLES = 10_000;

/** A histogram of ten bins between `min` and `max` as ten characters, from at most 10,000 values. */
export function sparkline(values: NumberList, min: number, max: number): string {
  const bins = new Array<number>(BINS).fill(0);
  for (const index of sampleIndices(values.length)) {
    const value = values[index] as number;
    if (!(value >= min && value <= max)) continue;
    const bin = Math.min(BINS - 1, Math.floor(((value - min) / (max - min)) * BINS));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const highest = Math.max(1, ...bins);
  return bins.map((count) => BARS[Math.round((count / highest) * (BARS.length - 1))]).join("");
}

// one value out of each equal stretch, picked by a fixed generator: a bare stride would read one channel only
function* sampleIndices(length: number): Generator<number> {
  if (length <= SAMPLES) {
    for (let i = 0; i < length; i++) yield i;
    return;
  }
  let state = 42;
  for (let i = 0; i < SAMPLES; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield Math.min(length - 1, Math.floor(((i + state / 2 ** 32) * length) / SAMPLES));
  }
}
