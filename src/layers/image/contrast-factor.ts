import { received } from "../../received.js";
import type { Compat } from "../base/compat.js";
import { type FactorRange, readFactor } from "./factor-range.js";

/**
 * Reads a `factor` of contrast: how far down and how far up from 1. Throws, naming `owner` and `option`,
 * when the first does not lie in [0, 1] or the second is below 0.
 */
export function readContrastFactor(
  owner: string,
  option: string,
  factor: unknown,
  compat: Compat,
): FactorRange {
  if (!Array.isArray(factor)) {
    const [low, high] = readFactor(owner, option, factor, [0, 1]);
    return compat === "keras3" ? [low, high] : [high, high];
  }
  const [down, up] = factor as unknown[];
  const fits = Number.isFinite(down) && Number.isFinite(up) && factor.length === 2;
  const range: FactorRange =
    compat === "keras3" && Number(down) > Number(up)
      ? [Number(up), Number(down)]
      : [Number(down), Number(up)];
  if (fits && range[0] >= 0 && range[0] <= 1 && range[1] >= 0) return range;
  throw new Error(
    `${owner}: ${option} must be a number in [0, 1] or a pair of which the first lies in [0, 1] ` +
      `and the second is at least 0. Received: ${received(factor)}`,
  );
}
