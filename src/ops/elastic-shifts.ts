import { gaussian } from "./gaussian-kernel.js";

const { fround, max, min, trunc } = Math;

/**
 * How far an elastic transform reads each pixel from its own place, in pixels: normal noise of shape
 * [batch, height, width], times sigma, blurred by sigma, times alpha. Alpha is 0.1 of the longer and sigma
 * 0.05 of the shorter side times `strength`, which is above 0.
 */
export function elasticShifts(
  noise: Float32Array,
  [batch, height, width]: readonly [number, number, number],
  strength: number,
): Float32Array {
  const alpha = fround(max(height, width) * fround(fround(0.1) * strength));
  const sigma = fround(min(height, width) * fround(fround(0.05) * strength));
  const weights = gaussian((6 * trunc(sigma)) | 1, sigma);
  const scaled = Float64Array.from(noise, (value) => fround(value * sigma));
  const across = blurLines(scaled, weights, { count: batch * height, length: width, step: 1 });
  const blurred = blurLines(across, weights, { count: batch * width, length: height, step: width });
  return Float32Array.from(blurred, (value) => alpha * fround(value));
}

interface Lines {
  readonly count: number;
  readonly length: number;
  /** From one place of a line to the next. */
  readonly step: number;
}

// weighted sums along rows (step 1) or columns (step: width); 0 beyond the ends
function blurLines(
  values: Float64Array,
  weights: Float32Array,
  { count, length, step }: Lines,
): Float64Array {
  const half = weights.length >> 1;
  const blurred = new Float64Array(values.length);
  for (let line = 0; line < count; line++) {
    const start = Math.floor(line / step) * length * step + (line % step);
    for (let i = 0; i < length; i++) {
      let sum = 0;
      const last = min(length - 1, i + half);
      for (let at = max(0, i - half); at <= last; at++) {
        sum += weights[at - i + half]! * values[start + at * step]!;
      }
      blurred[start + i * step] = sum;
    }
  }
  return blurred;
}
