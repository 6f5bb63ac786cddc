import { received } from "../../received.js";

/** Reads the option `numBins`. Throws, naming `owner`, when it is no count that int32 can hold. */
export function readBins(owner: string, numBins: unknown): number {
  const isCount = Number.isInteger(numBins) && (numBins as number) >= 1; // an integer is a number
  if (isCount && (numBins as number) <= 2 ** 31) return numBins as number; // likewise
  throw new Error(
    `${owner}: numBins must be a whole number from 1 to 2^31. Received: ${received(numBins)}`,
  );
}
