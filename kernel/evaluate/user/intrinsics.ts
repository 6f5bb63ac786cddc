import { uncurry } from "../uncurry.js";

/** What the process itself needs, taken before a cell can delete or replace it on the global object. */
export const IntrinsicPromise = globalThis.Promise;

const then = uncurry<
  Promise<unknown>,
  [(value: unknown) => void, (reason: unknown) => void],
  unknown
>(IntrinsicPromise.prototype.then);

/** `promise.then`; the callbacks must not throw. */
export function whenSettled<Value>(
  promise: Promise<Value>,
  onValue: (value: Value) => void,
  onError: (reason: unknown) => void,
): void {
  then(promise, onValue as (value: unknown) => void, onError); // such a promise calls it with a Value
}
