import type { NumberList } from "./number-statistics.js";

/** Indices of at most about `most` values that draw the same line: the lowest and the highest of each stretch. */
export function thinned(values: NumberList, most: number): number[] {
  const { length } = values;
  if (length <= most) return Array.from({ length }, (_, i) => i);
  const stretches = Math.max(1, Math.floor(most / 2));
  return Array.from({ length: stretches }, (_, i) => {
    const from = Math.floor((i * length) / stretches);
    const to = Math.floor(((i + 1) * length) / stretches);
    let [low, high] = [from, from];
    for (let at = from; at < to; at++) {
      const value = values[at] as number;
      // a stretch that begins with NaN is drawn where it is not
      if (!(value >= (values[low] as number)) && !Number.isNaN(value)) low = at;
      if (!(value <= (values[high] as number)) && !Number.isNaN(value)) high = at;
    }
    return low === high ? [low] : [Math.min(low, high), Math.max(low, high)];
  }).flat();
}
