import { received } from "../../received.js";

/** The values that black and white have. */
export type ValueRange = readonly [low: number, high: number];

/** Options of the layers that change colours within a range of values. */
export interface ValueRangeOptions {
  /** The lowest and the highest value of a pixel. Defaults to [0, 255]. */
  readonly valueRange?: ValueRange | undefined;
}

/** Reads `valueRange`: two different finite numbers, in either order. Throws, naming `owner`, otherwise. */
export function readValueRange(owner: string, valueRange: unknown = [0, 255]): ValueRange {
  if (Array.isArray(valueRange) && valueRange.length === 2) {
    const [first, second] = valueRange as unknown[];
    if (Number.isFinite(first) && Number.isFinite(second) && first !== second) {
      const [a, b] = [Number(first), Number(second)];
      return a < b ? [a, b] : [b, a];
    }
  }
  throw new Error(
    `${owner}: valueRange must be two different finite numbers. Received: ${received(valueRange)}`,
  );
}
