import { type WindowName, windowFunction } from "./window-function.js";

const { cos, fround, PI, sin } = Math;

/** What a frame of a short-time Fourier transform is multiplied by. */
export interface StftKernelOptions {
  readonly frameLength: number;
  /** Half the transform's length and one, rounded down. */
  readonly bins: number;
  readonly window: WindowName | readonly number[] | null;
  readonly periodic: boolean;
  /** What weights are divided by: the window's norm, its sum, or 1. */
  readonly scaling: "density" | "spectrum" | null;
}

/**
 * The real or the imaginary part of the kernel [frameLength, 1, bins] that turns frames into spectra, as
 * `keras.initializers.STFT` gives it.
 */
export function stftKernel(
  part: "real" | "imag",
  { frameLength, bins, window, periodic, scaling }: StftKernelOptions,
): Float32Array {
  const weights =
    typeof window === "string"
      ? Float32Array.from(windowFunction(window, frameLength, periodic))
      : Float32Array.from(window ?? new Float32Array(frameLength).fill(1));
  const sum = weights.reduce((total, weight) => total + Math.abs(weight), 0);
  const norm = Math.hypot(...weights);
  const divisor = window === null || scaling === null ? 1 : scaling === "density" ? norm : sum;
  const wave = part === "real" ? cos : sin;
  const length = (bins - 1) * 2;
  const kernel = new Float32Array(frameLength * bins);
  for (let i = 0; i < frameLength; i++) {
    for (let bin = 0; bin < bins; bin++) {
      // the angle is rounded as Keras rounds it, far outside of one turn
      const angle = fround(fround(fround(-2 * i) * fround(bin / length)) * fround(PI));
      kernel[i * bins + bin] = fround(fround(wave(angle)) * weights[i]!) / fround(divisor);
    }
  }
  return kernel;
}
