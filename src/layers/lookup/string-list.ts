import type { StringArray } from "../../ops/dense-array.js";
import { readInput } from "../base/read-input.js";

/**
 * A flat list that begins with a string, read without a look at each item: for layers whose own pass over the
 * strings finds an item that is none and hands the list to `rejectList`. Undefined for other inputs.
 */
export function readStringList(input: unknown): StringArray | undefined {
  if (!Array.isArray(input) || typeof input[0] !== "string") return;
  return { values: input as readonly string[], shape: [input.length], dtype: "string" };
}

/** Throws, naming `owner`, what is wrong with a list that holds more than strings. */
export function rejectList(owner: string, list: ArrayLike<unknown>): never {
  readInput(owner, list, "int32");
  throw new Error(`${owner}: arrays may hold strings, numbers and booleans.`);
}
