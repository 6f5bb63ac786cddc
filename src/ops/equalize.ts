import type { ImageBatch } from "./projective-transform.js";
import { roundHalfEven } from "./round-to-int32.js";

const { fround, max, min, trunc } = Math;

/**
 * Spreads the values of each channel evenly over the range, by its histogram over the whole batch. A channel
 * whose values all fall into one bin stays as it is.
 *
 * @example
 * import { ops } from "preplab";
 * const image = { values: Float32Array.of(10, 11, 12), shape: [1, 1, 3, 1] } as const;
 * console.log(ops.equalize(image, [0, 255], 256).values.join()); // 0,128,255
 */
export function equalize(
  { values, shape }: ImageBatch,
  [low, high]: readonly [number, number],
  bins: number,
): ImageBatch {
  const channels = shape[3];
  const output = new Float32Array(values.length);
  // Keras's own two ways of rescaling, in float32
  const scale = fround(255 / (high - low));
  const offset = fround(0 - low * (255 / (high - low)));
  const back = (high - low) / 255;
  const toByte = (value: number): number => fround(fround(value * scale) + offset);
  const binOf = (value: number): number => min(max(trunc(value), 0), bins - 1);
  for (let c = 0; c < channels; c++) {
    const counts = new Uint32Array(bins);
    for (let i = c; i < values.length; i += channels) {
      counts[binOf(fround(fround(toByte(values[i]!) * (bins - 1)) / 255))]!++;
    }
    const table = lookupTable(counts);
    for (let i = c; i < values.length; i += channels) {
      const byte = toByte(values[i]!);
      const level = table?.[binOf(fround(fround(byte / 255) * (bins - 1)))] ?? byte;
      output[i] = fround(fround(level * fround(back)) + fround(low));
    }
  }
  return { values: output, shape };
}

// undefined when all values share one bin
function lookupTable(counts: Uint32Array): Float64Array | undefined {
  if (counts.filter((count) => count > 0).length <= 1) return undefined;
  const least = counts.find((count) => count > 0)!;
  const total = counts.reduce((sum, count) => sum + count, 0);
  let sum = 0;
  return Float64Array.from(counts, (count) => {
    sum += count;
    const level = roundHalfEven(((sum - least) * 255) / (total - least));
    return min(max(level, 0), 255);
  });
}
