import { types } from "node:util";

/**
 * A member of a value, its own or of its class; undefined where a getter would have to be called, for
 * what it does is not known before the value is.
 */
export function memberOf(value: unknown, name: PropertyKey): unknown {
  if (typeof value !== "object" && typeof value !== "function") return undefined;
  let holder: unknown = value;
  while (holder !== null && !types.isProxy(holder)) {
    const own = Object.getOwnPropertyDescriptor(holder, name);
    if (own !== undefined) return own.value;
    holder = Object.getPrototypeOf(holder);
  }
  return undefined;
}
