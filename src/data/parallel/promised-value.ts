import type { HostElement } from "../host-element.js";

/** What a layer will give: passed on as it is, but not to be looked into before it is there. */
export class PromisedValue {
  readonly result: Promise<HostElement>;
  /** Stands for the value in the function that called the layer. */
  readonly placeholder: object;

  /** `whenTouched` is called, and has to throw, when the placeholder is looked into. */
  constructor(result: Promise<HostElement>, whenTouched: (value: PromisedValue) => never) {
    this.result = result;
    result.catch(() => {}); // told to whoever needs the value
    const touch = (): never => whenTouched(this);
    const traps = Object.fromEntries(TRAPS.map((trap) => [trap, touch]));
    this.placeholder = new Proxy({}, traps);
    values.set(this.placeholder, this);
  }
}

const TRAPS = [
  "get",
  "set",
  "has",
  "ownKeys",
  "getPrototypeOf",
  "setPrototypeOf",
  "getOwnPropertyDescriptor",
  "defineProperty",
  "deleteProperty",
  "isExtensible",
  "preventExtensions",
] as const;

const values = new WeakMap<object, PromisedValue>();

/** The promised value that a placeholder stands for; undefined for anything else. */
export function promisedValue(value: unknown): PromisedValue | undefined {
  return typeof value === "object" && value !== null ? values.get(value) : undefined;
}
