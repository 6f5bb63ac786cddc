import { inspect, types } from "node:util";
import { isKnown } from "../kinds/known-line.js";
import { ownKeys } from "./own-keys.js";

/** What a container's parts are called. */
export type PartNoun = "item" | "entry" | "key";

/** One part of a container: where it stands, and what stands there. */
export interface Part {
  /** the key of an object, or of a Map's entry; undefined for an item */
  readonly key: string | symbol | { readonly entry: unknown } | undefined;
  readonly value: unknown;
  /** set where there is no value to show: a hole of an array, a getter that is not called */
  readonly instead?: "<empty>" | "[Getter]" | "[Setter]" | "[Getter/Setter]";
}

export interface Parts {
  readonly parts: readonly Part[];
  /** how many there are in all */
  readonly total: number;
  readonly noun: PartNoun;
}

/** Whether a value is shown by its parts; others are shown in one piece. */
export function isContainer(value: unknown): value is object {
  if (typeof value !== "object" || value === null || types.isProxy(value)) return false;
  if (Array.isArray(value) || types.isMap(value) || types.isSet(value)) return true;
  if (isOnePiece(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return true;
  return !types.isProxy(prototype) && !hasOwnLook(value) && hasEnumerable(value) && !isKnown(value);
}

function isOnePiece(value: object): boolean {
  return (
    ArrayBuffer.isView(value) ||
    types.isAnyArrayBuffer(value) ||
    types.isBoxedPrimitive(value) ||
    types.isDate(value) ||
    types.isRegExp(value) ||
    types.isNativeError(value) ||
    types.isPromise(value) ||
    types.isWeakMap(value) ||
    types.isWeakSet(value) ||
    types.isMapIterator(value) ||
    types.isSetIterator(value) ||
    types.isGeneratorObject(value) ||
    types.isModuleNamespaceObject(value)
  );
}

/** A class that says how its instances are inspected. */
function hasOwnLook(value: object): boolean {
  let holder: unknown = value;
  while (typeof holder === "object" && holder !== null && !types.isProxy(holder)) {
    const found = Object.getOwnPropertyDescriptor(holder, inspect.custom);
    if (found !== undefined) return typeof found.value === "function";
    holder = Object.getPrototypeOf(holder);
  }
  return false;
}

function hasEnumerable(value: object): boolean {
  return (
    ownKeys(value).length > 0 ||
    Object.getOwnPropertySymbols(value).some((key) => isEnumerable(value, key))
  );
}

function isEnumerable(value: object, key: PropertyKey): boolean {
  return Object.getOwnPropertyDescriptor(value, key)?.enumerable === true;
}

/** The first parts of a container, at most `limit` of them: ten million cost no more than a hundred. */
export function partsOf(value: object, limit: number): Parts {
  if (Array.isArray(value)) return arrayParts(value, limit);
  if (types.isMap(value)) {
    const parts = firstOf(Map.prototype.entries.call(value), limit).map(([entry, each]) => ({
      key: { entry },
      value: each,
    }));
    return { parts, total: sizeOf(value), noun: "entry" };
  }
  if (types.isSet(value)) {
    const parts = firstOf(Set.prototype.values.call(value), limit).map((each) => ({
      key: undefined,
      value: each,
    }));
    return { parts, total: sizeOf(value), noun: "item" };
  }
  const keys = enumerableKeys(value);
  const parts = keys.slice(0, limit).map((key) => partAt(value, key));
  return { parts, total: keys.length, noun: "key" };
}

function arrayParts(array: readonly unknown[], limit: number): Parts {
  const count = Math.min(limit, array.length);
  const parts = Array.from({ length: count }, (_, i) => ({
    ...partAt(array, i),
    key: undefined,
  }));
  return { parts, total: array.length, noun: "item" };
}

function partAt(holder: object, key: string | symbol | number): Part {
  const own = Object.getOwnPropertyDescriptor(holder, key);
  const name = typeof key === "number" ? undefined : key;
  if (own === undefined) return { key: name, value: undefined, instead: "<empty>" };
  if ("value" in own) return { key: name, value: own.value };
  const [get, set] = [own.get !== undefined, own.set !== undefined];
  const instead = get && set ? "[Getter/Setter]" : set ? "[Setter]" : "[Getter]";
  return { key: name, value: undefined, instead };
}

function enumerableKeys(value: object): (string | symbol)[] {
  const symbols = Object.getOwnPropertySymbols(value).filter((key) => isEnumerable(value, key));
  return [...ownKeys(value), ...symbols];
}

function firstOf<T>(items: Iterator<T>, limit: number): T[] {
  const found: T[] = [];
  while (found.length < limit) {
    const item = items.next();
    if (item.done) break;
    found.push(item.value);
  }
  return found;
}

/** by the built-in getter, whatever a subclass makes of `size` */
function sizeOf(collection: object): number {
  const kind = types.isMap(collection) ? Map.prototype : Set.prototype;
  return Reflect.get(kind, "size", collection) as number; // of a real collection
}
