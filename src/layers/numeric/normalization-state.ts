import type { Moments } from "../../ops/moments.js";
import { received } from "../../received.js";

/** What a Normalization learnt, as plain data that survives JSON. States of shards add up. */
export interface NormalizationState {
  readonly kind: "normalization";
  readonly version: 1;
  /** Sizes of the kept axes. */
  readonly shape: readonly number[];
  /** How many numbers stand behind each mean; 0 when weights were loaded that do not say. */
  readonly count: number;
  readonly mean: readonly number[];
  /** Sums of squared distances from the mean: `count` times the variance. */
  readonly squares: readonly number[];
}

/** Moments with the sizes of the axes they keep apart. */
export interface LearntMoments {
  readonly shape: readonly number[];
  readonly moments: Moments;
}

/** What was learnt as plain data. */
export function exportMoments({ shape, moments }: LearntMoments): NormalizationState {
  return {
    kind: "normalization",
    version: 1,
    shape: [...shape],
    count: moments.count,
    mean: Array.from(moments.means),
    squares: Array.from(moments.squares),
  };
}

/** Checks a state that came from outside. Throws, naming `owner`, when it is none of this version. */
export function readMoments(owner: string, state: unknown): LearntMoments {
  const candidate = state as Partial<Record<string, unknown>> | null | undefined; // checked field by field
  if (candidate?.kind !== "normalization" || candidate.version !== 1) {
    throw new Error(
      `${owner}: expected the state of a Normalization, version 1. Received: ${received(state)}`,
    );
  }
  const { shape, count, mean, squares } = candidate;
  if (isNumbers(shape) && isNumbers(mean) && isNumbers(squares) && Number.isInteger(count)) {
    const size = shape.reduce((product, each) => product * each, 1);
    if (mean.length === size && squares.length === size) {
      const moments = {
        count: count as number, // an integer is a number
        means: Float64Array.from(mean),
        squares: Float64Array.from(squares),
      };
      return { shape, moments };
    }
  }
  throw new Error(
    `${owner}: the state of a Normalization is damaged. Received: ${received(state)}`,
  );
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(Number.isFinite);
}
