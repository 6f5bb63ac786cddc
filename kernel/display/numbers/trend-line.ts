const BARS = "▁▂▃▄▅▆▇█";
const WIDTH = 20;

/** How values develop, as at most 20 characters; each stands for the mean of a stretch of them. */
export function trendLine(values: readonly number[]): string {
  const means = stretches(values, WIDTH);
  const finite = means.filter(Number.isFinite);
  const low = Math.min(...finite);
  const range = Math.max(...finite) - low;
  return means
    .map((mean) => {
      if (!Number.isFinite(mean)) return "×";
      const level = range === 0 ? 0 : (mean - low) / range;
      return BARS[Math.round(level * (BARS.length - 1))];
    })
    .join("");
}

function stretches(values: readonly number[], most: number): number[] {
  const count = Math.min(most, values.length);
  return Array.from({ length: count }, (_, i) => {
    const from = Math.floor((i * values.length) / count);
    const stretch = values.slice(from, Math.floor(((i + 1) * values.length) / count));
    return stretch.reduce((sum, value) => sum + value, 0) / stretch.length;
  });
}
