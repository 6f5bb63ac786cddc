import { shortNumber } from "../numbers/short-number.js";

/** Values from `low` (black) to `high` (white); what lies outside is clipped. */
export interface ValueMapping {
  readonly low: number;
  readonly high: number;
  readonly text: string;
}

// floats above this maximum are taken for pixels of 0 to 255
const PIXEL_LIKE = 32;

/**
 * Guesses what black and white are: integers and large floats 0 and 255, floats within [0, 1] or
 * [-1, 1] those ends, anything else the smallest and largest value.
 */
export function guessMapping(min: number, max: number, integer: boolean): ValueMapping {
  if (!(min <= max)) return mapping(0, 1);
  if (min >= 0 && max <= 1) return mapping(0, 1);
  if (integer && min >= 0) return mapping(0, 255);
  if (!integer && min >= -1 && max <= 1) return mapping(-1, 1);
  if (max >= PIXEL_LIKE && min >= -255 && max <= 510) return mapping(0, 255);
  if (min === max) {
    // one more or less is the same among large numbers
    const apart = Math.max(1, Math.abs(min) / 2);
    return mapping(min - apart, max + apart);
  }
  return mapping(min, max, "min ", "max ");
}

export function mapping(low: number, high: number, lowName = "", highName = ""): ValueMapping {
  const text = `${lowName}${shortNumber(low)} → black, ${highName}${shortNumber(high)} → white`;
  return { low, high, text };
}
