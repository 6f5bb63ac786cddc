import { received } from "../../received.js";

/**
 * Reads a `window`: a name, which `readName` checks, a number for each of `length` samples, or null. Throws,
 * naming `owner`, otherwise.
 */
export function readWindow<N extends string>(
  owner: string,
  window: unknown,
  length: number,
  readName: (name: unknown) => N,
): N | readonly number[] | null {
  if (window === null) return null;
  if (!Array.isArray(window)) return readName(window ?? "hann");
  if (window.length === length && window.every(Number.isFinite)) return [...window] as number[];
  throw new Error(
    `${owner}: window must have one finite number for each of ${length} samples. ` +
      `Received: ${received(window)}`,
  );
}
