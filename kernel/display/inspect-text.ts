import { type InspectOptions, inspect, types } from "node:util";
import { hiddenCount } from "./text/counted.js";
import { visibleText } from "./text/visible-text.js";

const MAX_LINES = 120;
const MAX_CHARS = 16_000;
const MAX_ITEMS = 100;
const MAX_NODES = 3_000;
const DEEPEST = 4;

/**
 * The text of `util.inspect`, bounded: depth 4, 100 items, lines of 80, no colour, and at most
 * 120 lines; what is cut is said. A value that throws when inspected yields its type's name.
 */
export function inspectText(value: unknown): string {
  const options: InspectOptions = {
    depth: affordableDepth(value),
    maxArrayLength: MAX_ITEMS,
    maxStringLength: 10_000,
    breakLength: 80,
    colors: false,
  };
  return cut(visibleText(printed(value, options)));
}

function printed(value: unknown, options: InspectOptions): string {
  const attempts = [
    () => shortened(value, (shown) => inspect(shown, options)),
    () => inspect(value, { ...options, customInspect: false, depth: 0 }),
    () => `[${typeof value} that cannot be printed]`,
  ];
  for (const attempt of attempts) {
    try {
      return attempt();
    } catch {
      // hostile toStringTag, custom inspect or prototype: the next attempt asks for less
    }
  }
  return "";
}

/** `util.inspect` has no limit on keys, so a wide object is shown by its first ones. */
function shortened(value: unknown, print: (shown: unknown) => string): string {
  if (typeof value !== "object" || value === null || types.isProxy(value) || isCollection(value)) {
    return print(value);
  }
  const keys = Object.keys(value);
  if (keys.length <= MAX_ITEMS) return print(value);
  const first: Record<string, unknown> = Object.create(Object.getPrototypeOf(value));
  for (const key of keys.slice(0, MAX_ITEMS)) {
    const own = Object.getOwnPropertyDescriptor(value, key);
    if (own !== undefined) Object.defineProperty(first, key, own);
  }
  return `${print(first)}\n${hiddenCount(keys.length - MAX_ITEMS, "key")}`;
}

function isCollection(value: object): boolean {
  return (
    Array.isArray(value) ||
    ArrayBuffer.isView(value) ||
    types.isMap(value) ||
    types.isSet(value) ||
    types.isAnyArrayBuffer(value)
  );
}

/** The greatest depth whose items can all be printed: 100 items in 4 levels may be 1e8 otherwise. */
function affordableDepth(value: unknown): number {
  try {
    let level: unknown[] = [value];
    let nodes = 0;
    for (let depth = 0; depth <= DEEPEST; depth++) {
      const next: unknown[] = [];
      for (const node of level) {
        const room = MAX_NODES - nodes - next.length;
        if (room <= 0) return Math.max(0, depth - 1);
        for (const child of children(node, room + 1)) next.push(child);
      }
      nodes += next.length;
      if (nodes > MAX_NODES) return Math.max(0, depth - 1);
      level = next;
    }
    return DEEPEST;
  } catch {
    return 0;
  }
}

function children(node: unknown, room: number): unknown[] {
  if (typeof node !== "object" || node === null || types.isProxy(node)) return [];
  const limit = Math.min(room, MAX_ITEMS);
  if (Array.isArray(node)) return node.slice(0, limit);
  if (types.isMap(node) || types.isSet(node)) return firstOf(node.values(), limit);
  if (ArrayBuffer.isView(node) || types.isAnyArrayBuffer(node)) return [];
  const found: unknown[] = [];
  for (const key of Object.keys(node)) {
    if (found.length >= room) break;
    found.push(Object.getOwnPropertyDescriptor(node, key)?.value);
  }
  return found;
}

function firstOf(items: Iterator<unknown>, limit: number): unknown[] {
  const found: unknown[] = [];
  for (let item = items.next(); !item.done && found.length < limit; item = items.next()) {
    found.push(item.value);
  }
  return found;
}

function cut(text: string): string {
  const lines = text.split("\n");
  const hidden = lines.length - MAX_LINES;
  const kept = hidden > 0 ? [...lines.slice(0, MAX_LINES), hiddenCount(hidden, "line")] : lines;
  const whole = kept.join("\n");
  if (whole.length <= MAX_CHARS) return whole;
  return `${whole.slice(0, MAX_CHARS)}\n${hiddenCount(whole.length - MAX_CHARS, "character")}`;
}
