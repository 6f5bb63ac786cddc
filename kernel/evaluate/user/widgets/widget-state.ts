import { type PackedValue, packValue } from "./pack-value.js";
import type { WireState } from "./widget-models.js";
import { valueAt, type WirePath } from "./wire-path.js";

export interface ValueChange {
  readonly name: string;
  readonly old: unknown;
  readonly new: unknown;
}

/** The values of a widget, each beside what messages carry of it. */
export interface StateStore {
  has(key: string): boolean;
  get(key: string): unknown;
  at(path: WirePath): unknown;
  keys(): readonly string[];
  entries(): readonly (readonly [string, unknown])[];
  /** Takes all values or, when one of them cannot travel, none; gives those that are other than before. */
  assign(values: Readonly<Record<string, unknown>>): readonly ValueChange[];
  pack(keys: readonly string[]): WireState;
}

interface Entry {
  readonly value: unknown;
  /** made when the value was set: a tensor may be disposed of afterwards */
  readonly packed: PackedValue;
}

export function createStateStore(initial: Readonly<Record<string, unknown>>): StateStore {
  const entries = new Map(Object.entries(packAll(initial)));

  return {
    has: (key) => entries.has(key),
    get: (key) => entries.get(key)?.value,
    at: ([key, ...rest]) => valueAt(entries.get(String(key))?.value, rest),
    keys: () => [...entries.keys()],
    entries: () => [...entries].map(([key, { value }]) => [key, value]),
    assign: (values) => {
      const unknown = Object.keys(values).find((key) => !entries.has(key));
      if (unknown !== undefined) {
        const known = [...entries.keys()].join(", ");
        throw new RangeError(`widget: the state has the keys ${known}. Received: ${unknown}`);
      }
      return Object.entries(packAll(values)).flatMap(([name, entry]) => {
        const old = entries.get(name)?.value;
        entries.set(name, entry);
        return isSame(old, entry.value) ? [] : [{ name, old, new: entry.value }];
      });
    },
    pack: (keys) => {
      const packed = keys.map((key) => [key, entries.get(key)!.packed] as const);
      return {
        state: Object.fromEntries(
          packed.filter(([, { json }]) => json !== undefined).map(([key, { json }]) => [key, json]),
        ),
        paths: packed.flatMap(([, { paths }]) => paths),
        buffers: packed.flatMap(([, { buffers }]) => buffers),
      };
    },
  };
}

function packAll(values: Readonly<Record<string, unknown>>): Record<string, Entry> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, { value, packed: packValue(value, [key]) }]),
  );
}

/** an object may have been written to since */
function isSame(old: unknown, value: unknown): boolean {
  return Object.is(old, value) && (typeof value !== "object" || value === null);
}
