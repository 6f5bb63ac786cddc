import { readFileSync } from "node:fs";

/** A file of test/golden, recorded from Keras and TensorFlow. */
export function readGolden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../golden/${name}`, import.meta.url), "utf8")) as T;
}

/** The numbers of a nested array, in order. */
export function flatNumbers(nested: unknown): number[] {
  return Array.isArray(nested) ? nested.flatMap(flatNumbers) : [Number(nested)];
}

/** The largest distance between two lists of numbers; infinite when they differ in length. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  return largest;
}
