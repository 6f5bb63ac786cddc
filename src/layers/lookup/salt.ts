import { received } from "../../received.js";

/** Reads the option `salt`: an integer, which stands for two, a pair, or null. Throws, naming `owner`. */
export function readSalt(owner: string, salt: unknown): readonly [number, number] | null {
  if (salt === null) return null;
  const pair: unknown[] = Array.isArray(salt) ? salt : [salt, salt];
  const [first, second] = pair;
  if (pair.length === 2 && isInteger(first) && isInteger(second)) return [first, second];
  throw new Error(
    `${owner}: salt must be an integer or a pair of them. Received: ${received(salt)}`,
  );
}

function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
