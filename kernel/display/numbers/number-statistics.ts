/** Numbers in a row, as a tensor's data holds them. */
export type NumberList = ArrayLike<number>;

export interface NumberStatistics {
  readonly count: number;
  /** over finite values; Infinity when there is none */
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** population standard deviation */
  readonly deviation: number;
  readonly nan: number;
  readonly positiveInfinity: number;
  readonly negativeInfinity: number;
}

interface Sums {
  min: number;
  max: number;
  /** of distances from `shift`, one of the values: plain sums of squares would cancel */
  sum: number;
  squares: number;
}

const CHUNK = 8192;

/**
 * One pass over all values. Values that are not finite are counted and left out of the rest. Chunks
 * are copied to one type of array first: a loop over many types of arrays runs five times slower.
 */
export function numberStatistics(values: NumberList): NumberStatistics {
  const chunk = new Float64Array(Math.min(CHUNK, values.length));
  const total: Sums = start();
  const exceptions = { nan: 0, positiveInfinity: 0, negativeInfinity: 0 };
  let shift: number | undefined;
  for (let from = 0; from < values.length; from += CHUNK) {
    const length = copyChunk(values, from, chunk);
    shift ??= chunk.subarray(0, length).find(Number.isFinite);
    let sums = sumUp(chunk, length, shift ?? 0);
    // one NaN or infinity makes the sum NaN or infinite
    if (!Number.isFinite(sums.sum)) {
      const finite = keepFinite(chunk, length, exceptions);
      sums = sumUp(chunk, finite, shift ?? 0);
    }
    total.min = Math.min(total.min, sums.min);
    total.max = Math.max(total.max, sums.max);
    total.sum += sums.sum;
    total.squares += sums.squares;
  }
  const { nan, positiveInfinity, negativeInfinity } = exceptions;
  const finite = values.length - nan - positiveInfinity - negativeInfinity;
  const mean = total.sum / finite;
  return {
    count: values.length,
    min: total.min,
    max: total.max,
    mean: (shift ?? 0) + mean,
    deviation: Math.sqrt(Math.max(0, total.squares / finite - mean * mean)),
    ...exceptions,
  };
}

function start(): Sums {
  return { min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY, sum: 0, squares: 0 };
}

function copyChunk(values: NumberList, from: number, chunk: Float64Array): number {
  const to = Math.min(from + CHUNK, values.length);
  if (ArrayBuffer.isView(values)) chunk.set((values as Float64Array).subarray(from, to));
  else for (let i = from; i < to; i++) chunk[i - from] = values[i] as number;
  return to - from;
}

/** Two values at a time, each with sums of its own: one would wait for the other. */
function sumUp(values: Float64Array, length: number, shift: number): Sums {
  let [min, max, sum, squares] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  let [min2, max2, sum2, squares2] = [min, max, 0, 0];
  const even = length - (length % 2);
  for (let i = 0; i < even; i += 2) {
    const value = values[i] as number;
    const value2 = values[i + 1] as number;
    if (value < min) min = value;
    if (value > max) max = value;
    if (value2 < min2) min2 = value2;
    if (value2 > max2) max2 = value2;
    const distance = value - shift;
    const distance2 = value2 - shift;
    sum += distance;
    sum2 += distance2;
    squares += distance * distance;
    squares2 += distance2 * distance2;
  }
  if (even < length) {
    const value = values[even] as number;
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value - shift;
    squares += (value - shift) ** 2;
  }
  return {
    min: Math.min(min, min2),
    max: Math.max(max, max2),
    sum: sum + sum2,
    squares: squares + squares2,
  };
}

/** Moves the finite values of a chunk to its front and counts the others. */
function keepFinite(
  values: Float64Array,
  length: number,
  exceptions: { nan: number; positiveInfinity: number; negativeInfinity: number },
): number {
  let kept = 0;
  for (let i = 0; i < length; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) exceptions.nan++;
    else if (value === Number.POSITIVE_INFINITY) exceptions.positiveInfinity++;
    else if (value === Number.NEGATIVE_INFINITY) exceptions.negativeInfinity++;
    else values[kept++] = value;
  }
  return kept;
}
