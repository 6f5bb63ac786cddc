import { types } from "node:util";
import { valueText } from "../../../display/value-text.js";

/** A variable or a property, as a debugger lists it. */
export interface ListedVariable {
  readonly name: string;
  /** in one line */
  readonly value: string;
  /** number under which its own properties can be listed; 0 when it has none */
  readonly reference: number;
  /** how many items it holds, if they can be listed in parts */
  readonly items?: number;
}

/** What is listed at a time; also 1,000,000 items must not flood the front end. */
const PAGE = 100;

interface Entry {
  readonly name: string;
  /** the value, or what is said in its place */
  readonly read: (() => unknown) | { readonly text: string };
}

/** Where names come from: what is stopped at, or the variables of all cells. */
type Source = { readonly entries: readonly Entry[] } | { readonly value: WeakRef<object> };

const sources = new Map<number, Source>();
let lastReference = 0;

function remember(source: Source): number {
  sources.set(++lastReference, source);
  return lastReference;
}

/** Forgets all references. */
export function forget(): void {
  sources.clear();
}

/** A reference to the variables of scopes; a name of an earlier one hides the same of a later one. */
export function scope(...objects: readonly object[]): number {
  const entries = new Map<string, Entry>();
  for (const object of objects) {
    for (const name of Object.keys(object)) {
      if (entries.has(name)) continue;
      entries.set(name, { name, read: () => Reflect.get(object, name) });
    }
  }
  return remember({ entries: [...entries.values()] });
}

/** A reference to variables that are read when they are listed. */
export function readers(given: Readonly<Record<string, () => unknown>>): number {
  return remember({ entries: Object.entries(given).map(([name, read]) => ({ name, read })) });
}

export function list(reference: number, start = 0, count = PAGE): ListedVariable[] {
  const source = sources.get(reference);
  if (source === undefined) return [];
  if ("entries" in source) return source.entries.flatMap(listed);
  const value = source.value.deref();
  return value === undefined ? [] : ownEntries(value, start, count).flatMap(listed);
}

/** Text and reference of one value. */
export function describe(value: unknown): Omit<ListedVariable, "name"> {
  return {
    value: valueText(value),
    reference: isExpandable(value) ? remember({ value: new WeakRef(value) }) : 0,
    ...(isIndexed(value) ? { items: value.length } : {}),
  };
}

/** Sets what is behind a reference; throws what the assignment throws. */
export function assign(reference: number, name: string, value: unknown): void {
  const source = sources.get(reference);
  const target = source !== undefined && "value" in source ? source.value.deref() : undefined;
  if (target === undefined) throw new TypeError(`${name} cannot be set`);
  if (types.isMap(target)) throw new TypeError("entries of a Map can only be set by code");
  if (!Reflect.set(target, name, value)) throw new TypeError(`${name} is read-only`);
}

function listed({ name, read }: Entry): ListedVariable[] {
  if (typeof read !== "function") return [{ name, value: read.text, reference: 0 }];
  try {
    return [{ name, ...describe(read()) }];
  } catch {
    // declared further down: it has no value yet
    return [];
  }
}

function isIndexed(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !types.isDataView(value));
}

function isExpandable(value: unknown): value is object {
  if (typeof value === "function") return Object.keys(value).length > 0;
  // every question to a Proxy may run code of its own
  if (typeof value !== "object" || value === null || types.isProxy(value)) return false;
  if (isIndexed(value)) return value.length > 0;
  if (types.isMap(value) || types.isSet(value)) return value.size > 0;
  return Reflect.ownKeys(value).length > 0;
}

function ownEntries(value: object, start: number, count: number): Entry[] {
  const [size, at] = contents(value);
  const end = Math.min(size, start + count);
  const entries = Array.from({ length: Math.max(0, end - start) }, (_, i) => at(start + i));
  const hidden = size - end;
  return hidden > 0 ? [...entries, { name: "…", read: { text: `${hidden} more` } }] : entries;
}

/** the number of entries, and the one at a position */
function contents(value: object): [size: number, at: (position: number) => Entry] {
  if (isIndexed(value)) return [value.length, (i) => item(i, value[i])];
  if (types.isMap(value)) {
    const pairs = [...value];
    return [pairs.length, (i) => ({ name: valueText(pairs[i]![0]), read: () => pairs[i]![1] })];
  }
  if (types.isSet(value)) {
    const items = [...value];
    return [items.length, (i) => item(i, items[i])];
  }
  const keys = Reflect.ownKeys(value);
  return [keys.length, (i) => property(value, keys[i]!)];
}

function item(position: number, value: unknown): Entry {
  return { name: String(position), read: () => value };
}

/** Getters are not called: they may change what is looked at. */
function property(value: object, key: string | symbol): Entry {
  const own = Object.getOwnPropertyDescriptor(value, key);
  const read = own !== undefined && !("value" in own) ? { text: "[Getter]" } : () => own?.value;
  return { name: String(key), read };
}
