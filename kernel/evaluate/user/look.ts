import { describeLive } from "./describe-live.js";
import { LOOK_SYMBOL } from "./look-symbol.js";

/** Lets the control worker have values described: of a lexical variable, or below the global object. */
export function installLook(): void {
  const look = (isLexical: boolean, start: unknown, path: readonly string[]) =>
    describeLive(isLexical ? start : globalThis, path);
  Object.defineProperty(globalThis, Symbol.for(LOOK_SYMBOL), { value: look, enumerable: false });
}
