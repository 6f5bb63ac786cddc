import { types } from "node:util";
import { ownKeys } from "./own-keys.js";

const MAX_NODES = 3_000;

/**
 * The greatest depth, at most `deepest`, down to which all parts can be printed when arrays and the like
 * show `items` of theirs: 100 items in 4 levels may be 1e8 otherwise.
 */
export function affordableDepth(value: unknown, deepest: number, items: number): number {
  try {
    let level: unknown[] = [value];
    let nodes = 0;
    for (let depth = 0; depth <= deepest; depth++) {
      const next: unknown[] = [];
      for (const node of level) {
        const room = MAX_NODES - nodes - next.length;
        if (room <= 0) return Math.max(0, depth - 1);
        for (const child of children(node, room + 1, items)) next.push(child);
      }
      nodes += next.length;
      if (nodes > MAX_NODES) return Math.max(0, depth - 1);
      level = next;
    }
    return deepest;
  } catch {
    return 0;
  }
}

function children(node: unknown, room: number, items: number): unknown[] {
  if (typeof node !== "object" || node === null || types.isProxy(node)) return [];
  const limit = Math.min(room, items);
  if (Array.isArray(node)) return Array.from({ length: Math.min(limit, node.length) }, at(node));
  if (types.isMap(node) || types.isSet(node)) return firstOf(node.values(), limit);
  if (ArrayBuffer.isView(node) || types.isAnyArrayBuffer(node)) return [];
  const found: unknown[] = [];
  for (const key of ownKeys(node)) {
    if (found.length >= room) break;
    found.push(at(node)(undefined, key));
  }
  return found;
}

/** without calling a getter */
function at(node: object): (_: unknown, key: PropertyKey) => unknown {
  return (_, key) => Object.getOwnPropertyDescriptor(node, key)?.value;
}

function firstOf(items: Iterator<unknown>, limit: number): unknown[] {
  const found: unknown[] = [];
  for (let item = items.next(); !item.done && found.length < limit; item = items.next()) {
    found.push(item.value);
  }
  return found;
}
