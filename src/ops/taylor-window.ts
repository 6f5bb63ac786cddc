const { acosh, cos, PI } = Math;

// SciPy's defaults: four side lobes of nearly one height, 30 dB below the main lobe
const LOBES = 4;
const SIDE_LOBE_DECIBELS = 30;

const factors = lobeFactors();

/**
 * The weight of sample i of a symmetric Taylor window of `size` samples, 1 in the middle (Carrara, Goodman and
 * Majewski, Spotlight Synthetic Aperture Radar, appendix D).
 */
export function taylorWeight(i: number, size: number): number {
  return weight(i, size) / weight((size - 1) / 2, size);
}

function weight(i: number, size: number): number {
  return factors.reduce((sum, factor, k) => {
    return sum + 2 * factor * cos((2 * PI * (k + 1) * (i - size / 2 + 0.5)) / size);
  }, 1);
}

function lobeFactors(): number[] {
  const a = acosh(10 ** (SIDE_LOBE_DECIBELS / 20)) / PI;
  const stretch = LOBES ** 2 / (a ** 2 + (LOBES - 0.5) ** 2);
  const orders = Array.from({ length: LOBES - 1 }, (_, i) => i + 1);
  return orders.map((m) => {
    const above = orders.map((k) => 1 - m ** 2 / (stretch * (a ** 2 + (k - 0.5) ** 2)));
    const below = orders.filter((k) => k !== m).map((k) => 1 - m ** 2 / k ** 2);
    const product = (numbers: number[]) => numbers.reduce((all, each) => all * each, 1);
    return ((m % 2 === 1 ? 1 : -1) * product(above)) / (2 * product(below));
  });
}
