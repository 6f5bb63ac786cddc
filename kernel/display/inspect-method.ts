import { type InspectOptions, inspect } from "node:util";

/**
 * Decides what `console.log` and `util.inspect` print of the values that inherit from `prototype`.
 * `textOf` is told whether the value stands alone or inside of another one, where one line is wanted.
 */
export function setInspect(
  prototype: object,
  textOf: (value: object, alone: boolean) => string,
): void {
  Object.defineProperty(prototype, inspect.custom, {
    configurable: true,
    writable: true,
    value(this: object, depth: number, options: InspectOptions) {
      return textOf(this, depth === options.depth);
    },
  });
}
