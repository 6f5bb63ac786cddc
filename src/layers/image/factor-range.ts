import { received } from "../../received.js";

/** The bounds that a random layer draws between. */
export type FactorRange = readonly [low: number, high: number];

/**
 * Reads a `factor`: a number f means [-f, f], a pair means itself, in either order. Both ends must lie in
 * `bounds`; throws naming `owner` and `option` otherwise.
 */
export function readFactor(
  owner: string,
  option: string,
  factor: unknown,
  [lowest, highest]: FactorRange,
): FactorRange {
  const fits = (value: unknown): value is number =>
    typeof value === "number" && value >= lowest && value <= highest;
  if (fits(factor)) {
    const size = Math.abs(factor);
    return [Math.max(-size, lowest), size];
  }
  if (Array.isArray(factor) && factor.length === 2 && fits(factor[0]) && fits(factor[1])) {
    return factor[0] <= factor[1] ? [factor[0], factor[1]] : [factor[1], factor[0]];
  }
  throw new Error(
    `${owner}: ${option} must lie in [${lowest}, ${highest}], as a number or a pair. ` +
      `Received: ${received(factor)}`,
  );
}

/** The number f that the pair [-f, f] came from, as in a saved config; anything else as it is. */
export function foldFactor(factor: unknown): unknown {
  if (!Array.isArray(factor) || factor.length !== 2) return factor;
  const [low, high] = factor as unknown[];
  return typeof high === "number" && low === -high ? high : factor;
}
