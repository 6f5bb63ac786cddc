import type { Shape } from "@tensorflow/tfjs";
import { received } from "../../received.js";

/** Reads the option `axis`: one axis, several, or null for none. Throws, naming `owner`. */
export function readAxis(owner: string, axis: unknown): readonly number[] {
  const axes: unknown[] = axis === null ? [] : Array.isArray(axis) ? axis : [axis];
  if (axes.every((each): each is number => Number.isInteger(each))) return axes;
  throw new Error(
    `${owner}: axis must be an integer, a list of integers or null. Received: ${received(axis)}`,
  );
}

/** The axes counted from the front, ascending. Throws, naming `owner`, when the shape has not all of them. */
export function keptAxes(owner: string, axis: readonly number[], shape: Shape): readonly number[] {
  const rank = shape.length;
  for (const each of axis) {
    if (each >= -rank && each < rank) continue;
    throw new Error(
      `${owner}: axis must lie in [-rank, rank) of the input. ` +
        `Received: axis ${each} and shape [${shape.join(", ")}]`,
    );
  }
  const kept = axis.map((each) => (each < 0 ? each + rank : each)).sort((a, b) => a - b);
  for (const each of kept) {
    if (shape[each] !== null) continue;
    throw new Error(
      `${owner}: every axis that keeps its own mean must have a known size. ` +
        `Received: axis ${each} of shape [${shape.map(String).join(", ")}]`,
    );
  }
  return [...new Set(kept)];
}
