import { inspectText } from "../inspect-text.js";
import { type Shown, shown } from "./shown.js";

/**
 * A value as a tree that can be folded, in front ends that have one for JSON.
 *
 * @example
 * json({ layers: [{ units: 8 }] }); // { layers: [ { units: 8 } ] }
 */
export function json(value: unknown): Shown {
  const text = JSON.stringify(value, plainValue);
  if (text === undefined)
    throw new TypeError(`json: expected a value that JSON can hold. Received: ${typeof value}`);
  const copy: unknown = JSON.parse(text);
  return shown(() => ({
    "application/json": copy,
    "text/plain": inspectText(copy),
  }));
}

function plainValue(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Map) return Object.fromEntries(value);
  if (value instanceof Set) return [...value];
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return Array.from(value as Float64Array);
  return value;
}
