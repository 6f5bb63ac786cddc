import { received } from "../../received.js";

/** Returns `value` when it is a whole number of at least 1, else throws naming `owner` and `option`. */
export function requireCount(owner: string, option: string, value: unknown): number {
  if (Number.isSafeInteger(value) && Number(value) >= 1) return Number(value);
  throw new Error(
    `${owner}: ${option} must be a whole number of at least 1. Received: ${received(value)}`,
  );
}
