import { type InspectOptions, inspect, types } from "node:util";
import { affordableDepth } from "./objects/affordable-depth.js";
import { functionText } from "./objects/function-text.js";
import { listingOnce, ownKeys } from "./objects/own-keys.js";
import { hiddenCount } from "./text/counted.js";
import { visibleText } from "./text/visible-text.js";

const MAX_LINES = 24;
const MAX_CHARS = 16_000;
const MAX_KEYS = 100;
/** of an object with more keys than that */
const FIRST_KEYS = 20;
const MAX_ITEMS = 100;
/** of arrays in arrays, when 100 of each are too many to print */
const FEWER_ITEMS = [24, 6];
const DEEPEST = 4;

export interface BoundedText {
  readonly text: string;
  /** whether it would have been longer, wider or deeper */
  readonly isCut: boolean;
}

interface Print {
  readonly text: string;
  readonly hiddenKeys: number;
}

/**
 * The text of `util.inspect`, bounded: depth 4, 100 items, lines of 80, no colour, and at most
 * 24 lines; what is cut is said. A value that throws when inspected yields its type's name.
 */
export function inspectText(value: unknown): string {
  return boundedText(value).text;
}

/** The same, and whether anything was cut: depth is given up first, then lines. */
export function boundedText(value: unknown): BoundedText {
  return listingOnce(() => fittingText(value));
}

function fittingText(value: unknown): BoundedText {
  const { depth: deepest, items } = affordable(value);
  const whole = printed(value, deepest, items);
  if (lineCount(whole) > MAX_LINES) {
    // names of keys tell more than the first of them in full; `[Object]` a hundred times tells nothing
    const shallowest = Array.isArray(value) || types.isSet(value) ? 1 : 0;
    for (let depth = deepest - 1; depth >= shallowest; depth--) {
      const print = printed(value, depth, items);
      if (lineCount(print) <= MAX_LINES) return { text: cut(print), isCut: true };
    }
  }
  const text = cut(whole);
  const isWhole = text === whole.text && deepest === DEEPEST && items === MAX_ITEMS;
  return { text, isCut: !isWhole };
}

function affordable(value: unknown): { readonly depth: number; readonly items: number } {
  for (const items of [MAX_ITEMS, ...FEWER_ITEMS]) {
    const depth = affordableDepth(value, DEEPEST, items);
    if (depth > 0) return { depth, items };
  }
  return { depth: 0, items: MAX_ITEMS };
}

function printed(value: unknown, depth: number, maxArrayLength: number): Print {
  const options: InspectOptions = {
    depth,
    maxArrayLength,
    maxStringLength: 10_000,
    breakLength: 80,
    colors: false,
  };
  const whole = (text: string): Print => ({ text: visibleText(text), hiddenKeys: 0 });
  const attempts = [
    () => shortened(value, (shown) => whole(bareFunction(shown) ?? inspect(shown, options))),
    () => whole(inspect(value, { ...options, customInspect: false, depth: 0 })),
  ];
  for (const attempt of attempts) {
    try {
      return attempt();
    } catch {
      // hostile toStringTag, custom inspect or prototype: the next attempt asks for less
    }
  }
  return whole(`[${typeof value} that cannot be printed]`);
}

/** A function with its parameters; undefined for one that has more to show than that. */
function bareFunction(value: unknown): string | undefined {
  if (typeof value !== "function" || types.isProxy(value)) return undefined;
  if (inspect.custom in value || Reflect.ownKeys(value).some((key) => isShown(value, key))) {
    return undefined;
  }
  return functionText(value);
}

function isShown(value: object, key: PropertyKey): boolean {
  return Object.getOwnPropertyDescriptor(value, key)?.enumerable === true;
}

/** `util.inspect` has no limit on keys, so a wide object is shown by its first ones. */
function shortened(value: unknown, print: (shown: unknown) => Print): Print {
  if (typeof value !== "object" || value === null || types.isProxy(value) || isCollection(value)) {
    return print(value);
  }
  const keys = ownKeys(value);
  if (keys.length <= MAX_KEYS) return print(value);
  const first: Record<string, unknown> = Object.create(Object.getPrototypeOf(value));
  for (const key of keys.slice(0, FIRST_KEYS)) {
    const own = Object.getOwnPropertyDescriptor(value, key);
    if (own !== undefined) Object.defineProperty(first, key, own);
  }
  return { ...print(first), hiddenKeys: keys.length - FIRST_KEYS };
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

function lineCount({ text, hiddenKeys }: Print): number {
  return text.split("\n").length + (hiddenKeys > 0 ? 1 : 0);
}

function cut(print: Print): string {
  const { text, hiddenKeys } = print;
  const more = hiddenKeys > 0 ? [hiddenCount(hiddenKeys, "key")] : [];
  const lines = text.split("\n");
  const room = MAX_LINES - more.length;
  const kept =
    lines.length > room
      ? [...lines.slice(0, room - 1), hiddenCount(lines.length - room + 1, "line")]
      : lines;
  const whole = [...kept, ...more].join("\n");
  if (whole.length <= MAX_CHARS) return whole;
  // of long lines the notice takes the place of the last
  const head = whole
    .slice(0, MAX_CHARS)
    .split("\n")
    .slice(0, MAX_LINES - 1)
    .join("\n");
  return `${head}\n${hiddenCount(whole.length - head.length, "character")}`;
}
