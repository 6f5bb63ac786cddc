import { IntrinsicPromise } from "./intrinsics.js";

const held = new Set<Promise<unknown>>();

/** Keeps what a cell waits for, and so the cell itself, from being garbage collected. */
export function holdPromise<Value>(value: Value | PromiseLike<Value>): Promise<Value> {
  const promise = IntrinsicPromise.resolve(value);
  held.add(promise);
  const release = () => held.delete(promise);
  promise.then(release, release);
  return promise;
}

/** For a cell that was stopped: nothing waits for it any more. */
export function releasePromises(): void {
  held.clear();
}
