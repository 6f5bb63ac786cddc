import { taylorWeight } from "./taylor-window.js";

const { abs, cos, exp, floor, PI, sin } = Math;

/** The names that a window may have, SciPy's. */
export const WINDOW_NAMES = [
  "boxcar",
  "hann",
  "hamming",
  "blackman",
  "blackmanharris",
  "nuttall",
  "flattop",
  "bartlett",
  "triang",
  "parzen",
  "bohman",
  "barthann",
  "cosine",
  "tukey",
  "taylor",
  "lanczos",
  "exponential",
] as const;

/** The shapes that a window may have, under SciPy's names. */
export type WindowName = (typeof WINDOW_NAMES)[number];

// the weight of sample i of a symmetric window of `size` samples, at least 2
type Shape = (i: number, size: number) => number;

// weights of cosines of growing frequency, with alternating signs
function cosineSum(...weights: readonly number[]): Shape {
  return (i, size) =>
    weights.reduce((sum, weight, k) => {
      return sum + (k % 2 === 0 ? weight : -weight) * cos((2 * PI * k * i) / (size - 1));
    }, 0);
}

const SHAPES: Readonly<Record<WindowName, Shape>> = {
  boxcar: () => 1,
  hann: cosineSum(0.5, 0.5),
  hamming: cosineSum(0.54, 0.46),
  blackman: cosineSum(0.42, 0.5, 0.08),
  blackmanharris: cosineSum(0.35875, 0.48829, 0.14128, 0.01168),
  nuttall: cosineSum(0.3635819, 0.4891775, 0.1365995, 0.0106411),
  flattop: cosineSum(0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368),
  bartlett: (i, size) => 1 - abs((2 * i) / (size - 1) - 1),
  triang: (i, size) => 1 - abs(2 * i - (size - 1)) / (size + (size % 2)),
  parzen: (i, size) => {
    const away = abs(2 * i - (size - 1)) / size;
    return abs(2 * i - (size - 1)) <= (size - 1) / 2
      ? 1 - 6 * away ** 2 * (1 - away)
      : 2 * (1 - away) ** 3;
  },
  bohman: (i, size) => {
    if (i === 0 || i === size - 1) return 0;
    const away = abs((2 * i) / (size - 1) - 1);
    return (1 - away) * cos(PI * away) + sin(PI * away) / PI;
  },
  barthann: (i, size) => {
    const away = abs(i / (size - 1) - 0.5);
    return 0.62 - 0.48 * away + 0.38 * cos(2 * PI * away);
  },
  cosine: (i, size) => sin((PI * (i + 0.5)) / size),
  // a quarter of the samples at each end is tapered
  tukey: (i, size) => {
    const toEnd = Math.min(i, size - 1 - i);
    return toEnd > floor((size - 1) / 4) ? 1 : (1 - cos((4 * PI * toEnd) / (size - 1))) / 2;
  },
  taylor: taylorWeight,
  lanczos: (i, size) => {
    const x = PI * ((2 * i) / (size - 1) - 1);
    return x === 0 ? 1 : sin(x) / x;
  },
  exponential: (i, size) => exp(-abs(i - (size - 1) / 2)),
};

/**
 * The weights of a window of `length` samples, as `scipy.signal.get_window` gives them: symmetric, or one
 * period of a periodic function. Parameters of a shape are SciPy's defaults.
 *
 * @example
 * import { ops } from "preplab";
 * console.log(Float32Array.from(ops.windowFunction("hann", 4, true)).join()); // 0,0.5,1,0.5
 */
export function windowFunction(
  name: WindowName,
  length: number,
  isPeriodic: boolean,
): Float64Array {
  if (length <= 1) return new Float64Array(length).fill(1);
  const size = isPeriodic ? length + 1 : length;
  return Float64Array.from({ length }, (_, i) => SHAPES[name](i, size));
}
