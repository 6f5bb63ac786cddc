import { types } from "node:util";
import type { LiveProperty, LiveValue } from "../../live-value.js";
import { columnNames } from "./column-names.js";
import { briefly, isClass, previewOf, typeOf } from "./live-preview.js";
import { ownValue } from "./own-value.js";

const MAX_NAMES = 500;
const MAX_PROTOTYPES = 20;

// taken before a cell can replace them
const { getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const { isProxy, isMap } = types;
const { isArray } = Array;
const isView = ArrayBuffer.isView;
const keysOf = Function.prototype.call.bind(Map.prototype.keys) as (
  map: unknown,
) => MapIterator<unknown>;
const nextOf = Function.prototype.call.bind(new Map().keys().next) as (
  keys: MapIterator<unknown>,
) => IteratorResult<unknown>;
const objectPrototype = Object.prototype;

/**
 * Describes the value at `path` below `root`; undefined where a step is no data property. It may run
 * at any moment in the middle of user code: hence it calls no getter, proxy or method of the user's,
 * and no regular expression, of which another may be under way.
 */
export function describeLive(root: unknown, path: readonly string[]): LiveValue | undefined {
  let value = root;
  for (let step = 0; step < path.length; step++) {
    const found = findValue(value, path[step]!);
    if (found === undefined) return undefined;
    value = found.value;
  }
  return {
    type: typeOf(value),
    preview: previewOf(value),
    isPlain: isPlain(value),
    properties: propertiesOf(value),
    columns: columnNames(value),
    mapKeys: mapKeys(value),
  };
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

/** The data property `key` of an object or of what it inherits from. */
function findValue(start: unknown, key: string): { readonly value: unknown } | undefined {
  let holder = start;
  for (let depth = 0; depth < MAX_PROTOTYPES && isObject(holder); depth++) {
    if (isProxy(holder)) return undefined;
    const found = ownValue(holder, key);
    if (found !== undefined) return found;
    if (getOwnPropertyDescriptor(holder, key) !== undefined) return undefined;
    holder = getPrototypeOf(holder);
  }
  return undefined;
}

function isPlain(value: unknown): boolean {
  if (typeof value !== "object" || value === null || isProxy(value)) return false;
  const prototype = getPrototypeOf(value);
  return prototype === null || prototype === objectPrototype;
}

function propertiesOf(start: unknown): LiveProperty[] {
  const found: LiveProperty[] = [];
  const seen = { __proto__: null } as unknown as Record<string, true>;
  let holder = start;
  for (let depth = 0; depth < MAX_PROTOTYPES && isObject(holder); depth++) {
    if (isProxy(holder) || holder === objectPrototype) break;
    // items are no names, and there may be millions
    const isList = depth === 0 && (isArray(holder) || isView(holder));
    const keys = isList ? [] : ownKeys(holder);
    for (let index = 0; index < keys.length && found.length < MAX_NAMES; index++) {
      const name = keys[index]!;
      if (typeof name !== "string" || seen[name] || (depth > 0 && name === "constructor")) continue;
      seen[name] = true;
      const property = describeProperty(holder, name);
      if (property !== undefined) found[found.length] = property;
    }
    holder = getPrototypeOf(holder);
  }
  return found;
}

function describeProperty(holder: object, name: string): LiveProperty | undefined {
  const descriptor = getOwnPropertyDescriptor(holder, name);
  if (descriptor === undefined) return undefined;
  const own = ownValue(holder, name);
  if (own === undefined) return { name, kind: "accessor", brief: "" };
  const { value } = own;
  const kind = typeof value !== "function" ? "value" : isClass(value) ? "class" : "function";
  return { name, kind, brief: briefly(value) };
}

function mapKeys(value: unknown): string[] {
  const found: string[] = [];
  if (!isMap(value) || isProxy(value)) return found;
  const keys = keysOf(value);
  for (let count = 0; count < MAX_NAMES; count++) {
    const { done, value: key } = nextOf(keys);
    if (done) break;
    if (typeof key === "string") found[found.length] = key;
  }
  return found;
}
