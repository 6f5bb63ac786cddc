import { describeLive } from "./describe-live.js";
import { LOOK_SYMBOL } from "./look-symbol.js";

/** Lets the control worker have values described: below a box of its own, or the global object. */
export function installLook(): void {
  const look = (path: readonly string[], box: object = globalThis) => describeLive(box, path);
  Object.defineProperty(globalThis, Symbol.for(LOOK_SYMBOL), { value: look, enumerable: false });
}
