import { isRecord } from "./keras-object.js";

/** [layer, node, tensor]: which output of which call of a layer. */
export type History = readonly [string, number, number];

/** The triples in a nested structure; those of a dictionary by its sorted keys, as in Keras. */
export function flatHistories(structure: unknown): History[] {
  if (isHistory(structure)) return [structure];
  if (Array.isArray(structure)) return structure.flatMap(flatHistories);
  if (!isRecord(structure)) return [];
  return Object.keys(structure)
    .sort()
    .flatMap((key) => flatHistories(structure[key]));
}

function isHistory(value: unknown): value is History {
  return Array.isArray(value) && value.length === 3 && typeof value[0] === "string";
}
