const { cos, PI, sin } = Math;

/** The shapes that a window may have, under SciPy's names. */
export type WindowName =
  | "boxcar"
  | "hann"
  | "hamming"
  | "blackman"
  | "blackmanharris"
  | "nuttall"
  | "flattop"
  | "bartlett"
  | "cosine";

// weights of cosines of growing frequency, with alternating signs
const COSINE_SUMS: Partial<Record<WindowName, readonly number[]>> = {
  hann: [0.5, 0.5],
  hamming: [0.54, 0.46],
  blackman: [0.42, 0.5, 0.08],
  blackmanharris: [0.35875, 0.48829, 0.14128, 0.01168],
  nuttall: [0.3635819, 0.4891775, 0.1365995, 0.0106411],
  flattop: [0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368],
};

/** The names, for checking options. */
export const WINDOW_NAMES = [
  "boxcar",
  "hann",
  "hamming",
  "blackman",
  "blackmanharris",
  "nuttall",
  "flattop",
  "bartlett",
  "cosine",
] as const satisfies readonly WindowName[];

/**
 * The weights of a window of `length` samples, as `scipy.signal.get_window` gives them: symmetric, or one
 * period of a periodic function.
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
  const last = isPeriodic ? length : length - 1;
  const weightAt = (i: number): number => {
    const sum = COSINE_SUMS[name];
    if (sum !== undefined) {
      return sum.reduce((total, weight, k) => {
        return total + (k % 2 === 0 ? weight : -weight) * cos((2 * PI * k * i) / last);
      }, 0);
    }
    if (name === "bartlett") return 1 - Math.abs((2 * i) / last - 1);
    return name === "cosine" ? sin((PI * (i + 0.5)) / (last + 1)) : 1;
  };
  return Float64Array.from({ length }, (_, i) => weightAt(i));
}
