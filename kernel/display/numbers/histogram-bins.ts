import type { NumberList } from "./number-statistics.js";

/** Bins of equal width whose edges are round numbers: bin i counts values from edge i up to edge i + 1. */
export interface HistogramBins {
  readonly edges: readonly number[];
  /** for each list of values, how many fall into each bin */
  readonly counts: readonly (readonly number[])[];
}

const ROUND = [1, 2, 5, 10] as const;
const CHUNK = 8192;
/** bins of less have no numbers to divide by */
const SMALLEST_RANGE = 1e-300;

/** Counts the finite values of lists in about `bins` bins that all share; `undefined` if there is none. */
export function histogramBins(
  lists: readonly NumberList[],
  { min, max }: { readonly min: number; readonly max: number },
  bins: number,
): HistogramBins | undefined {
  if (!(min <= max)) return undefined;
  const edges = roundEdges(min, max, bins);
  return { edges, counts: lists.map((values) => countIn(values, edges)) };
}

function roundEdges(min: number, max: number, bins: number): number[] {
  const range = max - min;
  const width = roundWidth(range > SMALLEST_RANGE && Number.isFinite(range) ? range / bins : 0);
  const first = Math.floor(min / width);
  const count = Math.floor(max / width) - first + 1;
  // nothing round lies between neighbours of very large numbers
  if (!(width > 0) || !Number.isSafeInteger(first) || count > 2 * bins + 2) {
    const [low, high] = range > SMALLEST_RANGE ? [min, max] : [min - 0.5, max + 0.5];
    return Array.from({ length: bins + 1 }, (_, i) => low * (1 - i / bins) + high * (i / bins));
  }
  return Array.from({ length: count + 1 }, (_, i) => Number(((first + i) * width).toPrecision(12)));
}

/** The round number next to `width`: 1, 2 or 5 times a power of ten. */
function roundWidth(width: number): number {
  if (width === 0) return 0;
  const power = 10 ** Math.floor(Math.log10(width));
  const nearest = ROUND.reduce((best, one) =>
    Math.abs(Math.log(one / (width / power))) < Math.abs(Math.log(best / (width / power)))
      ? one
      : best,
  );
  return nearest * power;
}

function countIn(values: NumberList, edges: readonly number[]): number[] {
  const bins = edges.length - 1;
  const low = edges[0] as number;
  const high = edges[bins] as number;
  // the distance between the largest numbers is none
  const unit = Number.isFinite(high - low) ? 1 : 0.25;
  const perBin = bins / (high * unit - low * unit);
  const counts = new Float64Array(bins);
  // copied to one type of array first: a loop over many types runs several times slower
  const chunk = new Float64Array(Math.min(CHUNK, values.length));
  for (let from = 0; from < values.length; from += CHUNK) {
    const to = Math.min(from + CHUNK, values.length);
    if (ArrayBuffer.isView(values)) chunk.set((values as Float64Array).subarray(from, to));
    else for (let i = from; i < to; i++) chunk[i - from] = values[i] as number;
    for (let i = 0; i < to - from; i++) {
      const distance = (chunk[i] as number) * unit - low * unit;
      // false for NaN
      if (!(Math.abs(distance) < Number.POSITIVE_INFINITY)) continue;
      const bin = Math.min(bins - 1, Math.floor(distance * perBin));
      counts[bin] = (counts[bin] as number) + 1;
    }
  }
  return Array.from(counts);
}
