const { cos, PI, sin } = Math;

/** The parts of a spectrum: `length / 2 + 1` bins, rounded down, each. */
export interface Spectrum {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/**
 * A function that gives the discrete Fourier transform of `length` real numbers, its bins up to half the
 * sampling rate. Powers of two take Cooley and Tukey's way, other lengths the sum itself.
 *
 * @example
 * import { ops } from "preplab";
 * const { real } = ops.realFft(4)(Float64Array.of(1, 0, 0, 0));
 * console.log(real.join()); // 1,1,1
 */
export function realFft(length: number): (signal: Float64Array) => Spectrum {
  const cosines = Float64Array.from({ length }, (_, i) => cos((2 * PI * i) / length));
  const sines = Float64Array.from({ length }, (_, i) => sin((2 * PI * i) / length));
  const table = { cosines, sines };
  const isPower = length > 0 && (length & (length - 1)) === 0;
  return (signal) => (isPower ? byHalves(signal, table) : bySums(signal, table));
}

interface Table {
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
}

function bySums(signal: Float64Array, { cosines, sines }: Table): Spectrum {
  const bins = (signal.length >> 1) + 1;
  const real = new Float64Array(bins);
  const imaginary = new Float64Array(bins);
  for (let bin = 0; bin < bins; bin++) {
    for (let i = 0, turn = 0; i < signal.length; i++) {
      real[bin]! += signal[i]! * cosines[turn]!;
      imaginary[bin]! -= signal[i]! * sines[turn]!;
      turn += bin;
      if (turn >= signal.length) turn -= signal.length;
    }
  }
  return { real, imaginary };
}

function byHalves(signal: Float64Array, { cosines, sines }: Table): Spectrum {
  const { length } = signal;
  const real = new Float64Array(length);
  const imaginary = new Float64Array(length);
  // places in the order of reversed bits
  for (let i = 0, reversed = 0; i < length; i++) {
    real[reversed] = signal[i]!;
    let bit = length >> 1;
    while (bit > 0 && (reversed & bit) !== 0) {
      reversed ^= bit;
      bit >>= 1;
    }
    reversed |= bit;
  }
  for (let half = 1; half < length; half *= 2) {
    const step = length / (2 * half);
    for (let start = 0; start < length; start += 2 * half) {
      for (let i = 0; i < half; i++) {
        const [near, far] = [start + i, start + i + half];
        const [c, s] = [cosines[i * step]!, sines[i * step]!];
        const re = real[far]! * c + imaginary[far]! * s;
        const im = imaginary[far]! * c - real[far]! * s;
        real[far] = real[near]! - re;
        imaginary[far] = imaginary[near]! - im;
        real[near]! += re;
        imaginary[near]! += im;
      }
    }
  }
  const bins = (length >> 1) + 1;
  return { real: real.subarray(0, bins), imaginary: imaginary.subarray(0, bins) };
}
