import { types } from "node:util";

/** The name of a function; empty when it has none. Calls no getter. */
export function functionName(value: object): string {
  const name: unknown = Object.getOwnPropertyDescriptor(value, "name")?.value;
  return typeof name === "string" ? name : "";
}

/** The name of the class that made an object; undefined for one without a prototype. Calls no getter. */
export function className(value: object): string | undefined {
  let holder: unknown = value;
  while (typeof holder === "object" && holder !== null && !types.isProxy(holder)) {
    const made: unknown = Object.getOwnPropertyDescriptor(holder, "constructor")?.value;
    if (typeof made === "function" && !types.isProxy(made)) {
      const name = functionName(made);
      if (name !== "") return name;
    }
    holder = Object.getPrototypeOf(holder);
  }
  return undefined;
}
